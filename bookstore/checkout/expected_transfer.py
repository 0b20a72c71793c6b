"""The step that has payments expect a transfer: in advance, or on invoice, which not every customer may."""

from __future__ import annotations

from bookstore.checkout.buyer import StoredBuyer
from bookstore.checkout.messages import TransferDetails, TransferExpectation
from bookstore.checkout.model import Checkout, StoredRefusal
from bookstore.checkout.step_outcomes import CompensateCheckout, Result, accepted, refused_with
from bookstore.checkout.transfer_deadline import is_on_invoice, transfer_due_at
from bookstore.platform.http import ServiceAnswer
from bookstore.platform.money import Currency
from bookstore.platform.schemas import MoneyBody
from bookstore.platform.title_kinds import TitleKind

_REFUSALS = ("not-on-invoice", "invoice-overdue", "credit-limit-exceeded")
_NO_GUEST = StoredRefusal(
    "not-on-invoice", "A guest cannot pay on invoice: sign in, or choose another way to pay."
)
_NO_MONEY = StoredRefusal(
    "not-on-invoice", "A gift card is not bought on invoice: choose another way to pay, or buy it apart."
)


def transfer_request(checkout: Checkout) -> TransferExpectation:
    """What is expected, and of whom where it is on invoice.

    Raises CompensateCheckout for a guest on invoice, and for gift cards: the shop lends no money.
    """
    submission = checkout.submission
    buyer = StoredBuyer.stored(submission["shopper"])
    if is_on_invoice(checkout) and buyer.customer_id is None:
        raise CompensateCheckout(_NO_GUEST)
    if is_on_invoice(checkout) and any(TitleKind(line["kind"]).is_money for line in submission["lines"]):
        raise CompensateCheckout(_NO_MONEY)
    return TransferExpectation(
        amount=MoneyBody(amount=checkout.to_pay, currency=Currency(submission["currency"])),
        due_at=transfer_due_at(checkout),
        owed_by=buyer.customer_id if is_on_invoice(checkout) else None,
    )


def expected(answer: ServiceAnswer) -> Result:
    """The terms of the transfer. Raises CompensateCheckout where the customer may not owe so much."""
    if answer.problem in _REFUSALS:
        raise refused_with(answer, answer.problem)
    accepted(answer)
    return {"transfer": answer.read(TransferDetails).model_dump(mode="json")}
