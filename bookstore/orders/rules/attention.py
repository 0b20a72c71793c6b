"""What the staff is told of an order that needs a person: in a sentence, what happened and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from bookstore.orders.model import CAPTURED_NOT_PAID, REFUND_FAILED, Order
from bookstore.orders.refunds.refund import RefundFailure
from bookstore.orders.rules.charges import CHARGE_REFUSED, HOLD_ENDED
from bookstore.orders.rules.transfers import COPIES_MISSING
from bookstore.orders.shipments.shipment import ParcelChargeState

_FAILURES: Mapping[RefundFailure, str] = {
    RefundFailure.REFUSED: "The payment gateway refused this refund, and no money has moved: refund at most"
    " what is left of the payment there.",
    RefundFailure.TOO_LARGE: "Less was left of the payment than this refund, and no money has moved: refund"
    " at most what is left of it at the payment gateway.",
    RefundFailure.NOT_REFUNDABLE: "The payment can no longer be refunded, and no money has moved: pay the"
    " customer by bank transfer, or with store credit.",
    RefundFailure.GIFT_CARD_SPENT: "A gift card of this refund was spent, at least in part, and no money has"
    " moved: refund only as many copies as are unspent, or tell the customer that they stay.",
    RefundFailure.NOT_CREDITED: "No gift card could take this refund back, and no money has moved: issue a"
    " new gift card over it.",
    RefundFailure.SENT_BACK: "The customer's bank sent this refund back, and the shop has the money again:"
    " ask the customer for another account, and pay it there.",
}
_FLAGS: Mapping[str, str] = {
    REFUND_FAILED: "Money of this canceled order was not taken by the customer's bank: ask the customer for"
    " another account, and pay it there.",
    CAPTURED_NOT_PAID: "Money was charged for this order, which is not paid: wait until its checkout has"
    " ended, and refund the payment at the gateway where the order stays unpaid.",
    HOLD_ENDED: "The hold on the card ended before all of this order had left: ship nothing more of it,"
    " and ask the customer to order the rest again.",
    CHARGE_REFUSED: "A parcel has left, and its charge was refused: ask the customer to pay it by bank"
    " transfer.",
    COPIES_MISSING: "This order is paid, and its copies are sold to others: get new ones, or refund it.",
    "disputed": "The customer disputes the charge at the bank: send the gateway a proof of the delivery, or"
    " accept the dispute there.",
    "money-missing": "This order is paid, and its payment at the gateway is not whole: compare both before"
    " anything else leaves.",
}
_OTHERWISE = "Something is wrong with the payment of this order: compare it with its payment at the gateway."


@dataclass(frozen=True)
class Attention:
    """One thing for the staff. `about` is the flag of the order, or why the refund of `amount` has failed.

    `amount`, in minor units, is also what a parcel was to charge.
    """

    about: str
    says: str
    refund_id: UUID | None = None
    amount: int | None = None


def attention(order: Order) -> tuple[Attention, ...]:
    """What a person has to do about this order: each thing once, the flag first."""
    apart = (*_refused_charges(order), *_failed_refunds(order))
    said = {each.about for each in apart}
    if RefundFailure.SENT_BACK in said:
        said.add(REFUND_FAILED)
    flag = [] if order.flag is None or order.flag in said else [order.flag]
    return (*(Attention(each, _FLAGS.get(each, _OTHERWISE)) for each in flag), *apart)


def _refused_charges(order: Order) -> Iterator[Attention]:
    for parcel in order.shipments:
        if parcel.charge_state is ParcelChargeState.REFUSED:
            yield Attention(CHARGE_REFUSED, _FLAGS[CHARGE_REFUSED], amount=parcel.charge)


def _failed_refunds(order: Order) -> Iterator[Attention]:
    for refund in order.refunds:
        if refund.failure is not None:
            yield Attention(refund.failure, _FAILURES[refund.failure], refund.refund_id, refund.amount)
