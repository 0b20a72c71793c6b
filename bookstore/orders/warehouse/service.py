"""The use cases of the warehouse: one transaction each, harmless when repeated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from bookstore.orders.model import Order
from bookstore.orders.returns.returned import OrderReturn, ReturnedCopies
from bookstore.orders.service import OrderService
from bookstore.orders.shipments.shipment import OrderShipment
from bookstore.orders.warehouse.model import with_return, with_shipment
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

    def take_back(
        self, number: str, return_id: UUID, copies: Mapping[str, ReturnedCopies], *, counted: bool
    ) -> tuple[Order, OrderReturn, bool]:
        """The order with this return; True where the report is new.

        Raises OrderNotFound, ConflictingRequest, MoreThanShipped.
        """
        before, after = self.orders.change(
            number, lambda order: with_return(order, return_id, copies, self.clock.now(), counted=counted)
        )
        made = next(one for one in after.returns if one.return_id == return_id)
        return after, made, after is not before
