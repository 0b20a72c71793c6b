"""The route by which customers see what is left of their gift cards and store credit, and what that pays."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter

from bookstore.checkout.errors import (
    PROBLEMS,
    CheckoutError,
    EmptyGiftCard,
    GiftCardOfOtherCurrency,
    NoStoreCreditLeft,
    NoSuchGiftCard,
)
from bookstore.checkout.schemas import GiftCardCodes
from bookstore.platform.access import CurrentBuyer
from bookstore.platform.auth import Customer
from bookstore.platform.gift_card_codes import gift_card_hash
from bookstore.platform.http import OutcomeUnknown, ServiceAnswer, ServiceClient
from bookstore.platform.problem import refused_with
from bookstore.platform.quote_check import Amount
from bookstore.platform.schemas import MoneyBody, PositiveMoney, ReplyBody, RequestBody
from bookstore.platform.server import ThreadedRouter

_REFUSALS: Mapping[str, type[CheckoutError]] = {
    PROBLEMS[refusal].slug: refusal
    for refusal in (NoSuchGiftCard, GiftCardOfOtherCurrency, EmptyGiftCard, NoStoreCreditLeft)
}
_MEMBERS = ("gift_card", "currency")


class BalancesQuestion(RequestBody):
    """The codes of gift cards; the store credit of a customer who has signed in is shown with them.

    With a `total`, also what they would give for it; `store_credit` says whether that gives, too. With
    `on_invoice`, also how much a customer who has signed in may owe.
    """

    gift_cards: GiftCardCodes = ()
    total: PositiveMoney | None = None
    store_credit: bool = False
    on_invoice: bool = False


class SharesView(ReplyBody):
    """What each gift card would give, in the order of the codes, then store credit, in minor units."""

    gift_cards: tuple[Amount, ...]
    store_credit: Amount
    to_pay: Amount


class Balances(ReplyBody):
    """A balance for each code, in their order, and store credit by currency; `shares` of a total.

    `credit_limits`: how much the customer may owe on invoice, by currency.
    """

    gift_cards: tuple[MoneyBody, ...]
    store_credit: tuple[MoneyBody, ...]
    shares: SharesView | None = None
    credit_limits: tuple[MoneyBody, ...]


class HashedBalancesQuestion(RequestBody):
    """The same question as payments is asked it."""

    gift_cards: tuple[str, ...]
    customer: str | None
    total: MoneyBody | None
    store_credit: bool
    on_invoice: bool


def gift_card_routes(payments: ServiceClient) -> APIRouter:
    """The route over this client."""
    router = ThreadedRouter(tags=["gift cards"])

    @router.post(
        "/gift-cards/balances",
        responses=refused_with(*(PROBLEMS[refusal] for refusal in _REFUSALS.values())),
    )
    def balances(buyer: CurrentBuyer, question: BalancesQuestion) -> Balances:
        """What is left of gift cards and store credit, and what they would give for a total.

        It changes nothing: codes do not belong in a URL. What cannot give for the total is refused.
        """
        asked = HashedBalancesQuestion(
            gift_cards=tuple(map(gift_card_hash, question.gift_cards)),
            customer=buyer.customer_id if isinstance(buyer, Customer) else None,
            total=question.total,
            store_credit=question.store_credit,
            on_invoice=question.on_invoice,
        )
        return _answered(payments.call("POST", "/gift-cards/balances", asked))

    return router


def _answered(answer: ServiceAnswer) -> Balances:
    """The balances. Raises what payments refused, in its words."""
    refusal = _REFUSALS.get(answer.problem or "")
    if refusal is not None:
        members = {name: answer.body[name] for name in _MEMBERS if name in answer.body}
        raise refusal(str(answer.body.get("detail", "")), **members)
    if not answer.accepted:
        raise OutcomeUnknown(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
    return answer.read(Balances)
