"""Exchanges in PostgreSQL. The transaction that adds one has locked its reservation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, text

from bookstore.inventory.exchanges.exchange import CopiesExchange
from bookstore.inventory.model import ReservedLine

_OF_ID = text("SELECT checkout_id, sku, copies FROM exchanges WHERE exchange_id = :exchange_id ORDER BY sku")
_ADD = text("""
    WITH wanted AS (
        SELECT sku, quantity FROM unnest(CAST(:skus AS text[]), CAST(:quantities AS bigint[]))
            AS line (sku, quantity)),
    lines AS (
        UPDATE reservation_lines SET exchanged = exchanged + wanted.quantity FROM wanted
        WHERE checkout_id = :checkout_id AND reservation_lines.sku = wanted.sku)
    INSERT INTO exchanges (exchange_id, checkout_id, sku, copies, exchanged_at)
    SELECT :exchange_id, :checkout_id, sku, quantity, :now FROM wanted
    ON CONFLICT DO NOTHING""")


def is_same(connection: Connection, exchange: CopiesExchange) -> bool:
    """Whether this very exchange is stored already."""
    rows = connection.execute(_OF_ID, {"exchange_id": exchange.exchange_id}).all()
    lines = tuple(ReservedLine(row.sku, row.copies) for row in rows)
    return lines == exchange.copies and {row.checkout_id for row in rows} == {exchange.checkout_id}


def add(connection: Connection, exchange: CopiesExchange, now: datetime) -> bool:
    """Store the exchange; False where its id was used before. Then the transaction must not be committed."""
    named = {"exchange_id": exchange.exchange_id, "checkout_id": exchange.checkout_id, "now": now}
    skus, quantities = [line.sku for line in exchange.copies], [line.quantity for line in exchange.copies]
    added = connection.execute(_ADD, {**named, "skus": skus, "quantities": quantities}).rowcount
    return added == len(exchange.copies)
