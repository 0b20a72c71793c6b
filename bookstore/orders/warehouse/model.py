"""Shipments and returns of an order, without I/O: what may leave, and what may come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bookstore.orders.errors import ConflictingRequest, MoreThanLeft, MoreThanShipped, NotShippable
from bookstore.orders.model import Order
from bookstore.orders.returns.returned import OrderReturn, ReturnedCopies, returned
from bookstore.orders.rules.charges import cannot_be_charged, charge_for, left_to_ship, never_sent
from bookstore.orders.shipments.shipment import OrderShipment, ParcelChargeState
from bookstore.orders.states import SOLD


def with_shipment(order: Order, shipment_id: UUID, copies: Mapping[str, int], now: datetime) -> Order:
    """The order after these copies were shipped; unchanged where this very shipment was reported before.

    Raises ConflictingRequest where its id was used for other copies, NotShippable, MoreThanLeft.
    """
    known = next((one for one in order.shipments if one.shipment_id == shipment_id), None)
    if known is not None:
        if known.copies != copies:
            raise ConflictingRequest(
                "this shipment was reported with other copies; the first report is valid"
            )
        return order
    if order.state not in SOLD:
        raise NotShippable(f"order {order.order_number} is {order.state}: keep its copies")
    if cannot_be_charged(order):
        raise NotShippable(f"nothing is held for order {order.order_number} any more: keep its copies")
    _demand_left(left_to_ship(order), copies)
    first = never_sent(order)
    replacing = {sku: count - first[sku] for sku, count in copies.items() if count > first[sku]}
    made = OrderShipment(shipment_id, copies, order.purchase.ship_to, now, replacing=replacing)
    after = replace(order, shipments=(*order.shipments, made), shipped_at=order.shipped_at or now)
    return _charged(order, after) if order.purchase.on_shipment else after


def _charged(before: Order, after: Order) -> Order:
    """The order after its new parcel has its charge; where gift cards paid all of it, none is asked for."""
    made, last = after.shipments[-1], not any(left_to_ship(after).values())
    charge = charge_for(before, made.copies)
    state = ParcelChargeState.REQUESTED if charge or last else ParcelChargeState.CHARGED
    parcel = replace(made, charge=charge, charge_state=state, last=last)
    return replace(after, shipments=(*before.shipments, parcel))


def with_return(
    order: Order, return_id: UUID, copies: Mapping[str, ReturnedCopies], now: datetime, *, counted: bool
) -> Order:
    """The order after these copies came back; unchanged where this very return was reported before.

    Raises ConflictingRequest where its id was used for other copies, MoreThanShipped.
    """
    known = next((one for one in order.returns if one.return_id == return_id), None)
    if known is not None:
        if (known.copies, known.counted) != (copies, counted):
            raise ConflictingRequest("this return was reported with other copies; the first report is valid")
        return order
    out = left_with_customer(order)
    for sku, back in copies.items():
        most = out.get(sku, 0)
        if back.count > most:
            raise MoreThanShipped(f"at most {most} copies of {sku} can come back", returnable=most)
    made = OrderReturn(return_id, copies, counted, now)
    return replace(order, returns=(*order.returns, made), returned_at=order.returned_at or now)


def left_with_customer(order: Order) -> Mapping[str, int]:
    """The copies by SKU that have left the warehouse and have not come back."""
    out = Counter[str]()
    for shipment in order.shipments:
        out.update(shipment.copies)
    out.subtract(returned(order.returns))
    return out


def _demand_left(left: Mapping[str, int], copies: Mapping[str, int]) -> None:
    for sku, count in copies.items():
        most = left.get(sku, 0)
        if count > most:
            raise MoreThanLeft(f"at most {most} copies of {sku} are left to ship", shippable=most)
