"""Shipments in PostgreSQL. The transaction that adds one has locked the row of its order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from bookstore.orders.shipments.shipment import OrderShipment

_OF_ORDERS = text("""
    SELECT shipment_id, checkout_id, ship_to, shipped_at, (
        SELECT jsonb_object_agg(sku, quantity) FROM shipment_lines line
        WHERE line.shipment_id = shipments.shipment_id) AS copies
    FROM shipments WHERE checkout_id = ANY(:checkout_ids) ORDER BY position""")
_ADD = text("""
    WITH marked AS (
        UPDATE orders SET shipped_at = coalesce(shipped_at, :shipped_at) WHERE checkout_id = :checkout_id)
    INSERT INTO shipments (shipment_id, checkout_id, position, ship_to, shipped_at)
    VALUES (:shipment_id, :checkout_id, :position, CAST(:ship_to AS jsonb), :shipped_at)
    ON CONFLICT (shipment_id) DO NOTHING RETURNING shipment_id""")
# The lines count what is shipped of them, which a constraint keeps within what was bought.
_ADD_LINES = text("""
    WITH sent AS (
        SELECT sku, quantity FROM unnest(CAST(:skus AS text[]), CAST(:quantities AS integer[]))
            AS line (sku, quantity)),
    counted AS (
        UPDATE order_lines SET shipped = shipped + sent.quantity FROM sent
        WHERE order_lines.checkout_id = :checkout_id AND order_lines.sku = sent.sku)
    INSERT INTO shipment_lines (shipment_id, checkout_id, sku, quantity)
    SELECT :shipment_id, :checkout_id, sku, quantity FROM sent""")


def of_orders(connection: Connection, checkout_ids: Sequence[UUID]) -> dict[UUID, tuple[OrderShipment, ...]]:
    """The shipments of these checkouts' orders, the oldest first."""
    found: dict[UUID, tuple[OrderShipment, ...]] = {}
    for row in connection.execute(_OF_ORDERS, {"checkout_ids": list(checkout_ids)}).mappings():
        shipment = OrderShipment(row["shipment_id"], row["copies"], row["ship_to"], row["shipped_at"])
        found[row["checkout_id"]] = (*found.get(row["checkout_id"], ()), shipment)
    return found


def add(connection: Connection, checkout_id: UUID, shipments: Sequence[OrderShipment], known: int) -> bool:
    """Store the shipments of the order after the first `known` ones, which are stored.

    False where another order has a shipment of this id: then the transaction must not be committed.
    """
    for position, shipment in enumerate(shipments[known:], known):
        named = {"checkout_id": checkout_id, "shipment_id": shipment.shipment_id}
        row = {"position": position, "ship_to": json.dumps(dict(shipment.ship_to))}
        if connection.execute(_ADD, {**named, **row, "shipped_at": shipment.shipped_at}).first() is None:
            return False
        copies = {"skus": list(shipment.copies), "quantities": list(shipment.copies.values())}
        connection.execute(_ADD_LINES, {**named, **copies})
    return True
