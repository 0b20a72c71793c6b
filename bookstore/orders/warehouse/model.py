"""Shipments of an order, without I/O: what may be shipped, and what a shipment changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from bookstore.orders.errors import ConflictingRequest, MoreThanLeft, NotShippable
from bookstore.orders.model import Order
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


def _demand_left(left: Mapping[str, int], copies: Mapping[str, int]) -> None:
    for sku, count in copies.items():
        most = left.get(sku, 0)
        if count > most:
            raise MoreThanLeft(f"at most {most} copies of {sku} are left to ship", shippable=most)
