"""Exchanges in PostgreSQL. The transaction that changes one has locked the row of its order."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from bookstore.orders.exchanges.exchange import ExchangeState, OrderExchange

_OF_ORDERS = text("""
    SELECT exchange_id, checkout_id, state, asked_at, settled_at, (
        SELECT jsonb_object_agg(sku, quantity) FROM exchange_lines line
        WHERE line.exchange_id = exchanges.exchange_id) AS copies
    FROM exchanges WHERE checkout_id = ANY(:checkout_ids) ORDER BY position""")
_ADD = text("""
    WITH marked AS (
        UPDATE orders SET exchanged_at = coalesce(exchanged_at, :asked_at) WHERE checkout_id = :checkout_id)
    INSERT INTO exchanges (exchange_id, checkout_id, position, state, asked_at)
    VALUES (:exchange_id, :checkout_id, :position, :state, :asked_at)
    ON CONFLICT (exchange_id) DO NOTHING RETURNING exchange_id""")
# The lines count what is exchanged of them, which a constraint keeps within what came back.
_ADD_LINES = text("""
    WITH wanted AS (
        SELECT sku, quantity FROM unnest(CAST(:skus AS text[]), CAST(:quantities AS integer[]))
            AS line (sku, quantity)),
    counted AS (
        UPDATE order_lines SET exchanged = exchanged + wanted.quantity FROM wanted
        WHERE order_lines.checkout_id = :checkout_id AND order_lines.sku = wanted.sku)
    INSERT INTO exchange_lines (exchange_id, checkout_id, sku, quantity)
    SELECT :exchange_id, :checkout_id, sku, quantity FROM wanted""")
_SETTLE = text("""
    UPDATE exchanges SET state = :state, settled_at = :settled_at WHERE exchange_id = :exchange_id""")
# What is sold out is exchanged no more, so that it can be refunded or exchanged later.
_NOT_EXCHANGED = text("""
    UPDATE order_lines SET exchanged = exchanged - line.quantity FROM exchange_lines line
    WHERE line.exchange_id = :exchange_id
        AND order_lines.checkout_id = line.checkout_id AND order_lines.sku = line.sku""")


def of_orders(connection: Connection, checkout_ids: Sequence[UUID]) -> dict[UUID, tuple[OrderExchange, ...]]:
    """The exchanges of these checkouts' orders, the oldest first."""
    found: dict[UUID, tuple[OrderExchange, ...]] = {}
    for row in connection.execute(_OF_ORDERS, {"checkout_ids": list(checkout_ids)}).mappings():
        state = ExchangeState(row["state"])
        one = OrderExchange(row["exchange_id"], row["copies"], row["asked_at"], state, row["settled_at"])
        found[row["checkout_id"]] = (*found.get(row["checkout_id"], ()), one)
    return found


def put(
    connection: Connection,
    checkout_id: UUID,
    before: Sequence[OrderExchange],
    after: Sequence[OrderExchange],
) -> bool:
    """Store the exchanges that were added, and those of `before` that inventory has answered.

    False where another order has an exchange of this id: then the transaction must not be committed.
    """
    for known, one in zip(before, after, strict=False):
        if known.state is not one.state:
            _settle(connection, one)
    added = enumerate(after[len(before) :], len(before))
    return all(_add(connection, checkout_id, position, one) for position, one in added)


def _add(connection: Connection, checkout_id: UUID, position: int, one: OrderExchange) -> bool:
    named = {"checkout_id": checkout_id, "exchange_id": one.exchange_id}
    row = {"position": position, "state": one.state, "asked_at": one.asked_at}
    if connection.execute(_ADD, {**named, **row}).first() is None:
        return False
    copies = {"skus": list(one.copies), "quantities": list(one.copies.values())}
    connection.execute(_ADD_LINES, {**named, **copies})
    return True


def _settle(connection: Connection, one: OrderExchange) -> None:
    named = {"exchange_id": one.exchange_id}
    connection.execute(_SETTLE, {**named, "state": one.state, "settled_at": one.settled_at})
    if not one.counts:
        connection.execute(_NOT_EXCHANGED, named)
