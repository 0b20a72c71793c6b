"""Orders whose card is charged at shipment, without I/O: what each parcel charges, and when the hold ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bookstore.orders.exchanges.exchange import sold_in_exchange
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import SHIPPING, RefundDestination
from bookstore.orders.shipments.shipment import ParcelChargeState, sent_as_replacement, sent_at_first
from bookstore.orders.states import OrderState

HOLD_ENDED = "hold-ended"
CHARGE_REFUSED = "charge-refused"
_HOLD_ENDED_UNSHIPPED = "the hold on the card ended before anything was shipped"


def left_to_ship(order: Order) -> Mapping[str, int]:
    """The printed copies by SKU that are neither shipped nor refunded, and those that replace others.

    An order whose card is charged at shipment has none that replace others.
    """
    replacing = sold_in_exchange(order.exchanges)
    replacing.subtract(sent_as_replacement(order.shipments))
    return {sku: count + replacing[sku] for sku, count in never_sent(order).items()}


def never_sent(order: Order) -> Mapping[str, int]:
    """The printed copies by SKU that are neither shipped nor refunded, without those that replace others."""
    printed = [line for line in order.purchase.lines if line.kind.in_copies]
    left = Counter({line.sku: line.quantity for line in printed})
    left.subtract(sent_at_first(order.shipments))
    for refund in order.refunds:
        if refund.counts:
            left.subtract({share.part: share.quantity for share in refund.shares})
    return {line.sku: max(0, left[line.sku]) for line in printed}


def charge_for(order: Order, copies: Mapping[str, int]) -> int:
    """What the card is charged for a parcel with these copies, in minor units.

    Copies of a title may differ by one minor unit. What leaves is taken from the end of a line, and what is
    refunded from its beginning, so that no copy is both, and all together are the whole. The first parcel
    has the shipping price. Gift cards have paid first: the card is charged for what they leave.
    """
    gone = Counter(copies)
    for parcel in order.shipments:
        gone.update(parcel.copies)
    split = order.split
    shipping = [part for part in split.parts if part.part == SHIPPING]
    worth = split.amount(shipping) + sum(split.cost_of_last(sku, count) for sku, count in gone.items())
    back_on_cards = sum(
        refund.amount
        for refund in order.refunds
        if refund.counts and refund.destination is RefundDestination.GIFT_CARDS
    )
    charged = sum(parcel.charge or 0 for parcel in order.shipments)
    return max(0, worth - (order.purchase.redeemed - back_on_cards)) - charged


def cannot_be_charged(order: Order) -> bool:
    """Whether the hold on its card has ended, or a parcel could not be charged: nothing more may leave."""
    refused = ParcelChargeState.REFUSED
    return order.flag == HOLD_ENDED or any(parcel.charge_state is refused for parcel in order.shipments)


def with_charge_result(order: Order, shipment_id: UUID, state: ParcelChargeState) -> Order:
    """The order after payments told how the charge of a parcel has ended; unchanged where that is known."""
    parcel = next(each for each in order.shipments if each.shipment_id == shipment_id)
    if parcel.charge_state is not ParcelChargeState.REQUESTED:
        return order
    settled = replace(parcel, charge_state=state)
    after = replace(order, shipments=tuple(settled if each is parcel else each for each in order.shipments))
    if state is ParcelChargeState.REFUSED:
        return after.flagged(CHARGE_REFUSED)
    return replace(after, captured=order.captured + (parcel.charge or 0))


def with_flag(order: Order, flag: str, now: datetime) -> Order:
    """The order after payments flagged it.

    Where the hold on its card has ended, an order of which nothing was shipped is canceled. What else has not
    left is never shipped: the flag takes the place of any earlier one.
    """
    if flag != HOLD_ENDED:
        return order.flagged(flag)
    if order.state is not OrderState.PAID:
        return order
    if order.shipped_at is None:
        return order.canceled_without_hold(_HOLD_ENDED_UNSHIPPED, now)
    return replace(order, flag=HOLD_ENDED)
