"""Returns in PostgreSQL. The transaction that adds one has locked the row of its order."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from bookstore.orders.returns.returned import OrderReturn, ReturnedCopies

_OF_ORDERS = text("""
    SELECT return_id, checkout_id, counted, returned_at, (
        SELECT jsonb_object_agg(sku, jsonb_build_array(unharmed, damaged)) FROM return_lines line
        WHERE line.return_id = returns.return_id) AS copies
    FROM returns WHERE checkout_id = ANY(:checkout_ids) ORDER BY position""")
_ADD = text("""
    WITH marked AS (
        UPDATE orders SET returned_at = coalesce(returned_at, :returned_at) WHERE checkout_id = :checkout_id)
    INSERT INTO returns (return_id, checkout_id, position, counted, returned_at)
    VALUES (:return_id, :checkout_id, :position, :counted, :returned_at)
    ON CONFLICT (return_id) DO NOTHING RETURNING return_id""")
# The lines count what came back of them, which a constraint keeps within what was shipped.
_ADD_LINES = text("""
    WITH back AS (
        SELECT sku, unharmed, damaged FROM unnest(
            CAST(:skus AS text[]), CAST(:unharmed AS integer[]), CAST(:damaged AS integer[]))
            AS line (sku, unharmed, damaged)),
    counted AS (
        UPDATE order_lines SET returned = returned + back.unharmed + back.damaged FROM back
        WHERE order_lines.checkout_id = :checkout_id AND order_lines.sku = back.sku)
    INSERT INTO return_lines (return_id, checkout_id, sku, unharmed, damaged)
    SELECT :return_id, :checkout_id, sku, unharmed, damaged FROM back""")


def of_orders(connection: Connection, checkout_ids: Sequence[UUID]) -> dict[UUID, tuple[OrderReturn, ...]]:
    """The returns of these checkouts' orders, the oldest first."""
    found: dict[UUID, tuple[OrderReturn, ...]] = {}
    for row in connection.execute(_OF_ORDERS, {"checkout_ids": list(checkout_ids)}).mappings():
        copies = {sku: ReturnedCopies(*counts) for sku, counts in row["copies"].items()}
        one = OrderReturn(row["return_id"], copies, row["counted"], row["returned_at"])
        found[row["checkout_id"]] = (*found.get(row["checkout_id"], ()), one)
    return found


def add(connection: Connection, checkout_id: UUID, returns: Sequence[OrderReturn], known: int) -> bool:
    """Store the returns of the order after the first `known` ones, which are stored.

    False where another order has a return of this id: then the transaction must not be committed.
    """
    for position, one in enumerate(returns[known:], known):
        named = {"checkout_id": checkout_id, "return_id": one.return_id}
        row = {"position": position, "counted": one.counted, "returned_at": one.returned_at}
        if connection.execute(_ADD, {**named, **row}).first() is None:
            return False
        back = one.copies.values()
        counts = {"unharmed": [each.unharmed for each in back], "damaged": [each.damaged for each in back]}
        connection.execute(_ADD_LINES, {**named, "skus": list(one.copies), **counts})
    return True
