"""What an erasure leaves of an order, and which orders it has to wait for. Without I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bookstore.orders.exchanges.exchange import ExchangeState
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import OrderRefundState
from bookstore.orders.rules.charges import left_to_ship
from bookstore.orders.shipments.shipment import ParcelChargeState
from bookstore.orders.states import OrderState

_UNSETTLED = (OrderRefundState.REQUESTED, OrderRefundState.PENDING)
_UNDER_WAY: Mapping[OrderState, str] = {
    OrderState.PLACED: "is not paid yet",
    OrderState.AWAITING: "waits for its transfer",
    OrderState.OWED: "is owed on invoice",
    OrderState.CANCELING: "is being canceled",
}
_KEPT = ("country", "region")  # the tax of the order was reckoned by them


def why_open(order: Order) -> str | None:
    """Why the person is still needed for the order; None where it is settled."""
    if order.erased_at is not None:
        return None
    if (under_way := _UNDER_WAY.get(order.state)) is not None:
        return under_way
    if order.state is OrderState.PAID and any(left_to_ship(order).values()):
        return "has copies that have not left"
    if (on_its_way := _on_its_way(order)) is not None:
        return f"has {on_its_way}"
    return "has a payment that the staff look at" if order.flag else None


def _on_its_way(order: Order) -> str | None:
    if any(each.state is ExchangeState.ASKED for each in order.exchanges):
        return "an exchange on its way"
    if any(refund.state in _UNSETTLED for refund in order.refunds):
        return "a refund on its way"
    charging = any(parcel.charge_state is ParcelChargeState.REQUESTED for parcel in order.shipments)
    return "a parcel that is being charged" if charging else None


def erased(order: Order, now: datetime) -> Order:
    """The order without its person. Its account stays its owner; the token of a guest opens it no longer."""
    purchase = order.purchase
    return replace(
        order,
        purchase=replace(
            purchase,
            guest_token_hash=None,
            email="",
            ship_to=_place(purchase.ship_to),
            bill_to=_place(purchase.bill_to) if purchase.bill_to else None,
        ),
        former_addresses=(),
        shipments=tuple(replace(each, ship_to=_place(each.ship_to)) for each in order.shipments),
        erased_at=now,
    )


def _place(address: Mapping[str, Any]) -> Mapping[str, Any]:
    """The country and the region of an address, without a name and a street."""
    return {"name": "", "line1": "", **{part: address.get(part) for part in _KEPT}}
