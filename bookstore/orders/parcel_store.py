"""What has left of orders, came back and was exchanged, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, RowMapping

from bookstore.orders.errors import ConflictingRequest
from bookstore.orders.exchanges import store as exchange_store
from bookstore.orders.exchanges.exchange import OrderExchange
from bookstore.orders.model import Order
from bookstore.orders.returns import store as return_store
from bookstore.orders.returns.returned import OrderReturn
from bookstore.orders.shipments import store as shipment_store
from bookstore.orders.shipments.shipment import OrderShipment

Parcels = tuple[
    Mapping[UUID, tuple[OrderShipment, ...]],
    Mapping[UUID, tuple[OrderReturn, ...]],
    Mapping[UUID, tuple[OrderExchange, ...]],
]


def read(connection: Connection, orders: Sequence[RowMapping]) -> Parcels:
    """The shipments, the returns and the exchanges of these rows of orders, by checkout.

    Only an order that has some is asked about: others must not wait for it.
    """
    shipped = [row["checkout_id"] for row in orders if row["shipped_at"] is not None]
    back = [row["checkout_id"] for row in orders if row["returned_at"] is not None]
    replaced = [row["checkout_id"] for row in orders if row["exchanged_at"] is not None]
    return (
        shipment_store.of_orders(connection, shipped) if shipped else {},
        return_store.of_orders(connection, back) if back else {},
        exchange_store.of_orders(connection, replaced) if replaced else {},
    )


def of_order(parcels: Parcels, checkout_id: UUID) -> dict[str, Any]:
    """The fields of the checkout's order that were read."""
    names = ("shipments", "returns", "exchanges")
    return {name: found.get(checkout_id, ()) for name, found in zip(names, parcels, strict=True)}


def save(connection: Connection, before: Order, after: Order) -> None:
    """Store what was added or answered, and the charges of parcels of which the outcome is known now.

    Raises ConflictingRequest where another order has something of an id that was added.
    """
    checkout_id = after.checkout_id
    if not shipment_store.save(connection, checkout_id, before.shipments, after.shipments):
        raise ConflictingRequest("a shipment of another order has this id")
    if not return_store.add(connection, checkout_id, after.returns, len(before.returns)):
        raise ConflictingRequest("a return of another order has this id")
    if not exchange_store.put(connection, checkout_id, before.exchanges, after.exchanges):
        raise ConflictingRequest("an exchange of another order has this id")
