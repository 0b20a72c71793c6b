"""Findings, reconciled spans of time, and comparisons that were postponed, in PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text

from bookstore.payments.reconciliation.findings import Finding
from bookstore.platform.database import Database

_ADD = text("""
    INSERT INTO findings (checkout_id, kind, amount, currency, settlement, found_at)
    VALUES (:checkout_id, :kind, :amount, :currency, :settlement, :now)
    ON CONFLICT (checkout_id, kind) DO NOTHING""")
_ALL = text("SELECT * FROM findings ORDER BY found_at, checkout_id LIMIT 1000")
_LAST = text("SELECT max(until) FROM reconciliations WHERE ended_at IS NOT NULL")
_CLAIM = text("""
    INSERT INTO reconciliations (since, until, began_at) VALUES (:since, :until, :now)
    ON CONFLICT (since) DO UPDATE SET until = EXCLUDED.until, began_at = EXCLUDED.began_at
    WHERE reconciliations.ended_at IS NULL AND reconciliations.began_at < :stale RETURNING since""")
_END = text("UPDATE reconciliations SET ended_at = :now WHERE since = :since")
_POSTPONE = text("""
    INSERT INTO postponed_comparisons (checkout_id, gateway_id, postponed_at)
    VALUES (:checkout_id, :gateway_id, :now)
    ON CONFLICT (checkout_id) DO UPDATE SET times = postponed_comparisons.times + 1,
        gateway_id = COALESCE(EXCLUDED.gateway_id, postponed_comparisons.gateway_id)""")
_POSTPONED = text("""
    SELECT checkout_id, gateway_id, times FROM postponed_comparisons ORDER BY postponed_at, checkout_id""")
_COMPARED = text("""
    DELETE FROM postponed_comparisons WHERE checkout_id = :checkout_id AND times = :times""")


@dataclass(frozen=True)
class PostponedComparison:
    """A checkout that was busy when it was to be compared, `times` times so far.

    `gateway_id` is its payment intent; None where only its order was to be compared.
    """

    checkout_id: UUID
    gateway_id: str | None
    times: int = 1


class FindingRepository:
    """Stores each finding once, which spans have been reconciled, and which comparisons were postponed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, finding: Finding, now: datetime) -> None:
        """Store the finding, unless the same kind is stored for the checkout already."""
        row = {"checkout_id": finding.checkout_id, "kind": finding.kind, "settlement": finding.settlement}
        money = {"amount": finding.amount.amount, "currency": finding.amount.currency}
        with self._database.transaction() as connection:
            connection.execute(_ADD, {**row, **money, "now": now})

    def all(self) -> list[dict[str, Any]]:
        """The oldest 1,000 findings, as rows of the table `findings`, oldest first."""
        with self._database.reading() as connection:
            return [dict(row) for row in connection.execute(_ALL).mappings()]

    def postpone(self, checkout_id: UUID, gateway_id: str | None, now: datetime) -> None:
        """The checkout is busy: the next reconciliation compares it."""
        row = {"checkout_id": checkout_id, "gateway_id": gateway_id, "now": now}
        with self._database.transaction() as connection:
            connection.execute(_POSTPONE, row)

    def postponed(self) -> list[PostponedComparison]:
        """Every comparison that was postponed, the longest waiting first."""
        with self._database.reading() as connection:
            return [PostponedComparison(**row) for row in connection.execute(_POSTPONED).mappings()]

    def mark_compared(self, comparison: PostponedComparison) -> None:
        """The checkout was compared; where it has been postponed again since, it stays."""
        row = {"checkout_id": comparison.checkout_id, "times": comparison.times}
        with self._database.transaction() as connection:
            connection.execute(_COMPARED, row)

    def reconciled_until(self) -> datetime | None:
        """The end of the last span that was reconciled, None where there is none."""
        with self._database.reading() as connection:
            found: datetime | None = connection.execute(_LAST).scalar()
        return found

    def claim(self, since: datetime, until: datetime, now: datetime, stale: datetime) -> bool:
        """Claim this span; False where another instance claimed it after `stale`, or has reconciled it."""
        span = {"since": since, "until": until, "now": now, "stale": stale}
        with self._database.transaction() as connection:
            return connection.execute(_CLAIM, span).scalar() is not None

    def mark_reconciled(self, since: datetime, now: datetime) -> None:
        """The span that begins at `since` is reconciled."""
        with self._database.transaction() as connection:
            connection.execute(_END, {"since": since, "now": now})
