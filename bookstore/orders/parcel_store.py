"""What the warehouse has reported about orders, in PostgreSQL: shipments and returns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, RowMapping

from bookstore.orders.errors import ConflictingRequest
from bookstore.orders.model import Order
from bookstore.orders.returns import store as return_store
from bookstore.orders.returns.returned import OrderReturn
from bookstore.orders.shipments import store as shipment_store
from bookstore.orders.shipments.shipment import OrderShipment

Parcels = tuple[Mapping[UUID, tuple[OrderShipment, ...]], Mapping[UUID, tuple[OrderReturn, ...]]]


def read(connection: Connection, orders: Sequence[RowMapping]) -> Parcels:
    """The shipments and the returns of these rows of orders, by checkout.

    Only an order of which copies have left, or came back, is asked about: others must not wait for it.
    """
    shipped = [row["checkout_id"] for row in orders if row["shipped_at"] is not None]
    back = [row["checkout_id"] for row in orders if row["returned_at"] is not None]
    return (
        shipment_store.of_orders(connection, shipped) if shipped else {},
        return_store.of_orders(connection, back) if back else {},
    )


def save(connection: Connection, before: Order, after: Order) -> None:
    """Store what was added, and the charges of parcels of which the outcome is known now.

    Raises ConflictingRequest where another order has something of an id that was added.
    """
    checkout_id = after.checkout_id
    if not shipment_store.save(connection, checkout_id, before.shipments, after.shipments):
        raise ConflictingRequest("a shipment of another order has this id")
    if not return_store.add(connection, checkout_id, after.returns, len(before.returns)):
        raise ConflictingRequest("a return of another order has this id")
