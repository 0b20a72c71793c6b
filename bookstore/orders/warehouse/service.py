"""The use cases of shipments: one transaction each, harmless when repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from bookstore.orders.model import Order
from bookstore.orders.service import OrderService
from bookstore.orders.shipments.shipment import OrderShipment
from bookstore.orders.warehouse.model import with_shipment
from bookstore.platform.clock import Clock


@dataclass(frozen=True)
class WarehouseService:
    """What the warehouse reports about orders."""

    orders: OrderService
    clock: Clock

    def ship(
        self, number: str, shipment_id: UUID, copies: Mapping[str, int]
    ) -> tuple[Order, OrderShipment, bool]:
        """The order with this shipment; True where the report is new.

        Raises OrderNotFound, ConflictingRequest, NotShippable, MoreThanLeft.
        """
        before, after = self.orders.change(
            number, lambda order: with_shipment(order, shipment_id, copies, self.clock.now())
        )
        shipment = next(one for one in after.shipments if one.shipment_id == shipment_id)
        return after, shipment, after is not before
