"""Credit limits in PostgreSQL, and what customers owe of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from bookstore.payments.credit.model import STATEMENT, CreditAccount
from bookstore.platform.money import Currency, Money

SCHEMA = Path(__file__).with_name("schema.sql")

_SET = text("""
    INSERT INTO credit_limits (customer_id, currency, amount, set_at)
    VALUES (:customer_id, :currency, :amount, :now)
    ON CONFLICT (customer_id, currency) DO UPDATE SET amount = EXCLUDED.amount, set_at = EXCLUDED.set_at""")
_LOCK = text("""
    SELECT amount FROM credit_limits WHERE customer_id = :customer_id AND currency = :currency FOR UPDATE""")
_LIMITS = text("""
    SELECT amount, currency FROM credit_limits WHERE customer_id = :customer_id ORDER BY currency""")
_OWED = text("""
    SELECT coalesce(sum(amount - reduced - received) FILTER (WHERE currency = :currency), 0) AS owed,
           coalesce(bool_or(due_at <= :overdue), false) AS overdue
    FROM expected_transfers WHERE owed_by = :customer_id AND state = 'open'""")


def set_limit(connection: Connection, customer_id: str, limit: Money, now: datetime) -> None:
    """Store how much the customer may owe in the currency of the limit."""
    row = {"customer_id": customer_id, "currency": limit.currency, "amount": limit.amount, "now": now}
    connection.execute(_SET, row)


def lock_limit(connection: Connection, customer_id: str, currency: Currency) -> Money:
    """How much the customer may owe, locked until the transaction ends; nothing where it was never set."""
    found: int | None = connection.execute(_LOCK, {"customer_id": customer_id, "currency": currency}).scalar()
    return Money(found or 0, currency)


def limits(connection: Connection, customer_id: str) -> list[Money]:
    """How much the customer may owe, by currency."""
    rows = connection.execute(_LIMITS, {"customer_id": customer_id})
    return [Money(row.amount, Currency(row.currency)) for row in rows]


def account(connection: Connection, customer_id: str, limit: Money, now: datetime) -> CreditAccount:
    """What the customer owes of this limit."""
    wanted: dict[str, Any] = {"customer_id": customer_id, "currency": limit.currency}
    row = connection.execute(_OWED, {**wanted, "overdue": now - STATEMENT}).one()
    return CreditAccount(limit, int(row.owed), row.overdue)
