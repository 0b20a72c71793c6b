"""Quotes and redemptions in PostgreSQL.

Locks are taken in one order: the quote, then its discount code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from bookstore.platform.money import Currency
from bookstore.pricing.discounts import Reason, Verdict
from bookstore.pricing.model import PricedLine, Quote, Reckoning
from bookstore.pricing.tax import TaxMode, TaxRate

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(CAST(:quote_id AS text), 0))")
_FIND = text("SELECT * FROM quotes WHERE quote_id = :quote_id")
_INSERT = text("""
    INSERT INTO quotes (quote_id, state, binding, fingerprint, currency, lines, subtotal, discount, shipping,
                        tax, shipping_tax, tax_rate, tax_mode, grand_total, discount_code, discount_reason,
                        created_at, valid_until)
    VALUES (:quote_id, 'open', :binding, :fingerprint, :currency, CAST(:lines AS jsonb), :subtotal, :discount,
            :shipping, :tax, :shipping_tax, :tax_rate, :tax_mode, :grand_total, :discount_code,
            :discount_reason, :created_at, :valid_until)""")
_TOMBSTONE = text("""
    INSERT INTO quotes (quote_id, state, created_at, released_at) VALUES (:quote_id, 'released', :now, :now)
    ON CONFLICT (quote_id) DO UPDATE SET state = 'released', released_at = :now
    WHERE quotes.state = 'open'""")
_USES = text("""
    SELECT count(*) FROM redemptions WHERE code = :code AND customer = :customer AND state = 'redeemed'""")
_REDEEM = text("""
    INSERT INTO redemptions (quote_id, code, customer, state, redeemed_at)
    VALUES (:quote_id, :code, :customer, 'redeemed', :now)""")
_GIVE_BACK = text("""
    UPDATE redemptions SET state = 'released', released_at = :now
    WHERE quote_id = :quote_id AND state = 'redeemed'""")
_ORDER_CANCELED = text("""
    UPDATE redemptions SET state = 'released', released_at = :now FROM discount_codes
    WHERE quote_id = :quote_id AND state = 'redeemed'
        AND discount_codes.code = redemptions.code AND NOT canceled_orders_count""")
_FORGET = text("""
    DELETE FROM quotes WHERE quote_id IN (
        SELECT quote_id FROM quotes WHERE NOT binding AND valid_until <= :now
        LIMIT :most FOR UPDATE SKIP LOCKED)""")
_COUNTS = text("SELECT EXISTS (SELECT FROM redemptions WHERE quote_id = :quote_id AND state = 'redeemed')")


@dataclass(frozen=True)
class Kept:
    """What is known of a quote's id: a quote, or None for a tombstone, and what was asked for."""

    quote: Quote | None
    fingerprint: str | None
    released: bool


def lock(connection: Connection, quote_id: UUID) -> None:
    """Let the requests for one quote come one after the other, also while it does not exist yet."""
    connection.execute(_LOCK, {"quote_id": str(quote_id)})


def find(connection: Connection, quote_id: UUID) -> Kept | None:
    """What is known of this id."""
    row = connection.execute(_FIND, {"quote_id": quote_id}).mappings().first()
    if row is None:
        return None
    quote = _quote(row) if row["lines"] is not None else None
    return Kept(quote, row["fingerprint"], row["state"] == "released")


def insert(connection: Connection, quote: Quote, fingerprint: str) -> None:
    """Keep a new quote and the fingerprint of the request that asked for it."""
    reckoning, verdict = quote.reckoning, quote.verdict
    values = {
        "quote_id": quote.quote_id,
        "binding": quote.binding,
        "fingerprint": fingerprint,
        "currency": reckoning.currency,
        "lines": json.dumps([asdict(line) for line in reckoning.lines]),
        "subtotal": reckoning.subtotal,
        "discount": reckoning.discount,
        "shipping": reckoning.shipping,
        "tax": reckoning.tax,
        "shipping_tax": reckoning.shipping_tax,
        "tax_rate": reckoning.tax_rate.rate,
        "tax_mode": reckoning.tax_rate.mode,
        "grand_total": reckoning.grand_total,
        "discount_code": verdict.code if verdict else None,
        "discount_reason": verdict.reason if verdict else None,
        "created_at": quote.created_at,
        "valid_until": quote.valid_until,
    }
    connection.execute(_INSERT, values)


def uses(connection: Connection, code: str, customer: str) -> int:
    """How often the customer holds this code redeemed."""
    found: int = connection.execute(_USES, {"code": code, "customer": customer}).scalar_one()
    return found


def redeem(connection: Connection, quote: Quote, code: str, customer: str | None) -> None:
    """Redeem the code for the quote. The database counts, and refuses beyond a limit (schema.sql)."""
    values = {"quote_id": quote.quote_id, "code": code, "customer": customer, "now": quote.created_at}
    connection.execute(_REDEEM, values)


def release(connection: Connection, quote_id: UUID, now: datetime) -> None:
    """Release the quote and give its code back; an unknown id becomes a tombstone. Again: nothing."""
    connection.execute(_TOMBSTONE, {"quote_id": quote_id, "now": now})
    connection.execute(_GIVE_BACK, {"quote_id": quote_id, "now": now})


def order_canceled(connection: Connection, quote_id: UUID, now: datetime) -> bool:
    """Give the quote's code back unless canceled orders count for it; whether it counts still."""
    connection.execute(_ORDER_CANCELED, {"quote_id": quote_id, "now": now})
    return bool(connection.execute(_COUNTS, {"quote_id": quote_id}).scalar())


def forget_expired(connection: Connection, now: datetime, most: int) -> int:
    """Delete quotes that were only shown and are valid no more; how many."""
    return connection.execute(_FORGET, {"now": now, "most": most}).rowcount


def _quote(row: Mapping[Any, Any]) -> Quote:
    lines = tuple(PricedLine(**line) for line in row["lines"])
    tax_rate = TaxRate(row["tax_rate"], TaxMode(row["tax_mode"]))
    reason = Reason(row["discount_reason"]) if row["discount_reason"] else None
    return Quote(
        row["quote_id"],
        row["binding"],
        Reckoning(Currency(row["currency"]), lines, row["shipping"], tax_rate, row["shipping_tax"]),
        Verdict(row["discount_code"], reason) if row["discount_code"] is not None else None,
        row["created_at"],
        row["valid_until"],
    )
