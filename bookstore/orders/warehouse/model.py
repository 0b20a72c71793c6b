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
from bookstore.orders.shipments.shipment import OrderShipment
from bookstore.orders.states import SOLD


def left_to_ship(order: Order) -> Mapping[str, int]:
    """The printed copies by SKU that are neither shipped nor refunded."""
    printed = [line for line in order.purchase.lines if line.kind.in_copies]
    left = Counter({line.sku: line.quantity for line in printed})
    for shipment in order.shipments:
        left.subtract(shipment.copies)
    for refund in order.refunds:
        if refund.counts:
            left.subtract({share.part: share.quantity for share in refund.shares})
    return {line.sku: max(0, left[line.sku]) for line in printed}


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
    _demand_left(left_to_ship(order), copies)
    made = OrderShipment(shipment_id, copies, order.purchase.ship_to, now)
    return replace(order, shipments=(*order.shipments, made), shipped_at=order.shipped_at or now)


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
