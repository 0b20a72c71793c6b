"""Shipments in PostgreSQL. The transaction that adds one has locked the row of its order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from bookstore.orders.shipments.shipment import OrderShipment, ParcelChargeState

_OF_ORDERS = text("""
    SELECT shipment_id, checkout_id, ship_to, shipped_at, charge, charge_state, last, (
        SELECT jsonb_object_agg(sku, jsonb_build_array(quantity, replacing)) FROM shipment_lines line
        WHERE line.shipment_id = shipments.shipment_id) AS copies
    FROM shipments WHERE checkout_id = ANY(:checkout_ids) ORDER BY position""")
_ADD = text("""
    WITH marked AS (
        UPDATE orders SET shipped_at = coalesce(shipped_at, :shipped_at) WHERE checkout_id = :checkout_id)
    INSERT INTO shipments (
        shipment_id, checkout_id, position, ship_to, shipped_at, charge, charge_state, last)
    VALUES (:shipment_id, :checkout_id, :position, CAST(:ship_to AS jsonb), :shipped_at, :charge,
            :charge_state, :last)
    ON CONFLICT (shipment_id) DO NOTHING RETURNING shipment_id""")
# The lines count what is shipped of them, which a constraint keeps within what was bought and exchanged.
_ADD_LINES = text("""
    WITH sent AS (
        SELECT sku, quantity, replacing FROM unnest(
            CAST(:skus AS text[]), CAST(:quantities AS integer[]), CAST(:replacing AS integer[]))
            AS line (sku, quantity, replacing)),
    counted AS (
        UPDATE order_lines SET shipped = shipped + sent.quantity FROM sent
        WHERE order_lines.checkout_id = :checkout_id AND order_lines.sku = sent.sku)
    INSERT INTO shipment_lines (shipment_id, checkout_id, sku, quantity, replacing)
    SELECT :shipment_id, :checkout_id, sku, quantity, replacing FROM sent""")
_SETTLE_CHARGE = text("""
    UPDATE shipments SET charge_state = :charge_state WHERE shipment_id = :shipment_id""")


def of_orders(connection: Connection, checkout_ids: Sequence[UUID]) -> dict[UUID, tuple[OrderShipment, ...]]:
    """The shipments of these checkouts' orders, the oldest first."""
    found: dict[UUID, tuple[OrderShipment, ...]] = {}
    for row in connection.execute(_OF_ORDERS, {"checkout_ids": list(checkout_ids)}).mappings():
        state = ParcelChargeState(row["charge_state"]) if row["charge_state"] else None
        named = {name: row[name] for name in OrderShipment.__dataclass_fields__ if name in row}
        copies = {sku: quantity for sku, (quantity, _) in row["copies"].items()}
        replacing = {sku: count for sku, (_, count) in row["copies"].items() if count}
        changed = {"charge_state": state, "copies": copies, "replacing": replacing}
        shipment = OrderShipment(**{**named, **changed})
        found[row["checkout_id"]] = (*found.get(row["checkout_id"], ()), shipment)
    return found


def save(
    connection: Connection,
    checkout_id: UUID,
    before: Sequence[OrderShipment],
    after: Sequence[OrderShipment],
) -> bool:
    """Store the shipments that were added to the order, and the charges of which the outcome is known now.

    False where another order has a shipment of this id: then the transaction must not be committed.
    """
    known = len(before)
    for position, shipment in enumerate(after[known:], known):
        named = {"checkout_id": checkout_id, "shipment_id": shipment.shipment_id}
        row = {"position": position, "ship_to": json.dumps(dict(shipment.ship_to))}
        if connection.execute(_ADD, {**vars(shipment), **named, **row}).first() is None:
            return False
        copies = {"skus": list(shipment.copies), "quantities": list(shipment.copies.values())}
        replacing = [shipment.replacing.get(sku, 0) for sku in shipment.copies]
        connection.execute(_ADD_LINES, {**named, **copies, "replacing": replacing})
    _settle_charges(connection, before, after)
    return True


def _settle_charges(
    connection: Connection, before: Sequence[OrderShipment], after: Sequence[OrderShipment]
) -> None:
    for known, changed in zip(before, after, strict=False):
        if changed.charge_state is not known.charge_state:
            row = {"shipment_id": changed.shipment_id, "charge_state": changed.charge_state}
            connection.execute(_SETTLE_CHARGE, row)
