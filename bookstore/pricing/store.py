"""Quotes and redemptions in PostgreSQL.

Every transaction locks in the same order: the quote, then its discount codes by their letters.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from bookstore.platform.money import Currency
from bookstore.platform.schemas import TaxMode
from bookstore.platform.title_kinds import TitleKind
from bookstore.pricing.discounting import CodeOutcome
from bookstore.pricing.discounts import CodeRefusal, Redeemer
from bookstore.pricing.model import PricedCart, PricedLine
from bookstore.pricing.quote import Quote
from bookstore.pricing.shipping import OfferedMethod, ShippingChoice
from bookstore.pricing.tax import TaxRate

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(CAST(:quote_id AS text), 0))")
_FIND = text("SELECT * FROM quotes WHERE quote_id = :quote_id")
_INSERT = text("""
    INSERT INTO quotes (quote_id, state, binding, fingerprint, currency, lines, subtotal, discount, shipping,
                        shipping_method, shipping_methods, tax, shipping_tax, tax_rate, tax_mode, grand_total,
                        discount_codes, created_at, valid_until)
    VALUES (:quote_id, 'open', :binding, :fingerprint, :currency, CAST(:lines AS jsonb), :subtotal, :discount,
            :shipping, :shipping_method, CAST(:shipping_methods AS jsonb), :tax, :shipping_tax, :tax_rate,
            :tax_mode, :grand_total, CAST(:discount_codes AS jsonb), :created_at, :valid_until)""")
_TOMBSTONE = text("""
    INSERT INTO quotes (quote_id, state, created_at, released_at) VALUES (:quote_id, 'released', :now, :now)
    ON CONFLICT (quote_id) DO UPDATE SET state = 'released', released_at = :now
    WHERE quotes.state = 'open'""")
_USES = text("""
    SELECT code, count(*) AS uses FROM redemptions
    WHERE code = ANY(:codes) AND state = 'redeemed'
        AND (customer = :customer OR persons && CAST(:persons AS text[]))
    GROUP BY code""")
_REDEEM = text("""
    INSERT INTO redemptions (quote_id, code, customer, persons, state, redeemed_at)
    VALUES (:quote_id, :code, :customer, CAST(:persons AS text[]), 'redeemed', :now)""")
_RELEASE_CODE = text("""
    UPDATE redemptions SET state = 'released', released_at = :now, persons = '{}'
    WHERE quote_id = :quote_id AND state = 'redeemed'""")
_ORDER_CANCELED = text("""
    UPDATE redemptions SET state = 'released', released_at = :now, persons = '{}' FROM discount_codes
    WHERE quote_id = :quote_id AND state = 'redeemed'
        AND discount_codes.code = redemptions.code AND NOT canceled_orders_count""")
_ERASE = text("UPDATE redemptions SET persons = '{}' WHERE quote_id = :quote_id")
_DELETE_EXPIRED = text("""
    DELETE FROM quotes WHERE quote_id IN (
        SELECT quote_id FROM quotes WHERE NOT binding AND valid_until <= :now
        LIMIT :most FOR UPDATE SKIP LOCKED)""")
_COUNTS = text("SELECT EXISTS (SELECT FROM redemptions WHERE quote_id = :quote_id AND state = 'redeemed')")


@dataclass(frozen=True)
class StoredQuote:
    """The row of a quote id: a quote, or None for a tombstone, and the fingerprint of its request."""

    quote: Quote | None
    fingerprint: str | None
    released: bool


def lock(connection: Connection, quote_id: UUID) -> None:
    """Serialize the requests for one quote id, also before the quote is stored."""
    connection.execute(_LOCK, {"quote_id": str(quote_id)})


def find(connection: Connection, quote_id: UUID) -> StoredQuote | None:
    """The row of this id."""
    row = connection.execute(_FIND, {"quote_id": quote_id}).mappings().first()
    if row is None:
        return None
    quote = _quote(row) if row["lines"] is not None else None
    return StoredQuote(quote, row["fingerprint"], row["state"] == "released")


def insert(connection: Connection, quote: Quote, fingerprint: str) -> None:
    """Store a new quote and the fingerprint of its request."""
    priced_cart = quote.priced_cart
    values = {
        "quote_id": quote.quote_id,
        "binding": quote.binding,
        "fingerprint": fingerprint,
        "currency": priced_cart.currency,
        "lines": json.dumps([asdict(line) for line in priced_cart.lines]),
        "subtotal": priced_cart.subtotal,
        "discount": priced_cart.discount,
        "shipping": priced_cart.shipping,
        "shipping_method": quote.shipping.method,
        "shipping_methods": json.dumps([asdict(one) for one in quote.shipping.offered]),
        "tax": priced_cart.tax,
        "shipping_tax": priced_cart.shipping_tax,
        "tax_rate": priced_cart.tax_rate.rate,
        "tax_mode": priced_cart.tax_rate.mode,
        "grand_total": priced_cart.grand_total,
        "discount_codes": json.dumps([asdict(one) for one in quote.codes]),
        "created_at": quote.created_at,
        "valid_until": quote.valid_until,
    }
    connection.execute(_INSERT, values)


def uses(connection: Connection, codes: Sequence[str], redeemer: Redeemer) -> dict[str, int]:
    """How many redemptions of each of these codes the redeemer has at present; none is left out."""
    rows = connection.execute(_USES, {"codes": list(codes), **_columns(redeemer)})
    return {row.code: row.uses for row in rows}


def redeem(connection: Connection, quote: Quote, redeemer: Redeemer) -> None:
    """Redeem the quote's codes that apply. The database counts, and refuses beyond a limit (schema.sql)."""
    shared = {"quote_id": quote.quote_id, **_columns(redeemer), "now": quote.created_at}
    for code in sorted(each.code for each in quote.codes if each.applied):
        connection.execute(_REDEEM, {**shared, "code": code})


def release(connection: Connection, quote_id: UUID, now: datetime) -> None:
    """Release the quote and its codes; an unknown id becomes a tombstone. Harmless when repeated."""
    connection.execute(_TOMBSTONE, {"quote_id": quote_id, "now": now})
    connection.execute(_RELEASE_CODE, {"quote_id": quote_id, "now": now})


def order_canceled(connection: Connection, quote_id: UUID, now: datetime) -> bool:
    """Release the quote's codes unless canceled orders count; whether one is still redeemed."""
    connection.execute(_ORDER_CANCELED, {"quote_id": quote_id, "now": now})
    return bool(connection.execute(_COUNTS, {"quote_id": quote_id}).scalar())


def erase(connection: Connection, quote_id: UUID) -> None:
    """Forget which persons have redeemed the quote's codes; the account stays, and counts."""
    connection.execute(_ERASE, {"quote_id": quote_id})


def delete_expired(connection: Connection, now: datetime, most: int) -> int:
    """Delete up to `most` expired quotes that were only for display; the number deleted."""
    return connection.execute(_DELETE_EXPIRED, {"now": now, "most": most}).rowcount


def _columns(redeemer: Redeemer) -> dict[str, Any]:
    return {"customer": redeemer.customer, "persons": sorted(redeemer.persons)}


def _shipping(row: Mapping[Any, Any]) -> ShippingChoice:
    methods = tuple(OfferedMethod(**one) for one in row["shipping_methods"])
    chosen = next((one for one in methods if one.method == row["shipping_method"]), None)
    return ShippingChoice(chosen, methods)


def _outcome(stored: Mapping[str, Any]) -> CodeOutcome:
    reason = CodeRefusal(stored["reason"]) if stored["reason"] else None
    return CodeOutcome(stored["code"], reason, stored["discount"], tuple(stored["skus"]))


def _line(stored: Mapping[str, Any]) -> PricedLine:
    named = {"kind": TitleKind(stored["kind"]), "tax_mode": TaxMode(stored["tax_mode"])}
    return PricedLine(**{**stored, **named})


def _quote(row: Mapping[Any, Any]) -> Quote:
    lines = tuple(map(_line, row["lines"]))
    tax_rate = TaxRate(row["tax_rate"], TaxMode(row["tax_mode"]))
    return Quote(
        row["quote_id"],
        row["binding"],
        PricedCart(Currency(row["currency"]), lines, row["shipping"], tax_rate, row["shipping_tax"]),
        tuple(_outcome(one) for one in row["discount_codes"]),
        _shipping(row),
        row["created_at"],
        row["valid_until"],
    )
