"""The books a reconciliation reads and writes beside the gateway's: the orders, and its own findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import text

from bookstore.payments.order_notifier import FlagNotice
from bookstore.platform.database import Database
from bookstore.platform.http import CallFailed, ServiceClient
from bookstore.platform.money import Currency
from bookstore.platform.schemas import Reply, Request

if TYPE_CHECKING:
    from bookstore.payments.reconciliation.reconciliation import Finding

_KEEP = text("""
    INSERT INTO findings (checkout_id, kind, amount, currency, settlement, found_at)
    VALUES (:checkout_id, :kind, :amount, :currency, :settlement, :now)
    ON CONFLICT (checkout_id, kind) DO NOTHING""")
_KEPT = text("SELECT * FROM findings ORDER BY found_at, checkout_id LIMIT 1000")
_LAST = text("SELECT max(until) FROM reconciliations WHERE ended_at IS NOT NULL")
_CLAIM = text("""
    INSERT INTO reconciliations (since, until, began_at) VALUES (:since, :until, :now)
    ON CONFLICT (since) DO UPDATE SET until = EXCLUDED.until, began_at = EXCLUDED.began_at
    WHERE reconciliations.ended_at IS NULL AND reconciliations.began_at < :stale RETURNING since""")
_END = text("UPDATE reconciliations SET ended_at = :now WHERE since = :since")


class OrderStanding(Reply):
    """An order as the order service knows it; amounts in minor units."""

    checkout_id: UUID
    state: str
    currency: Currency
    grand_total: int
    refunded: int


class _Page(Reply):
    orders: tuple[OrderStanding, ...]
    more: bool


class _CallOff(Request):
    reason: str


@dataclass(frozen=True)
class OrderBooks:
    """The order service. Every method raises CallFailed where its answer cannot be relied on."""

    orders: ServiceClient

    def of_checkout(self, checkout_id: UUID) -> OrderStanding | None:
        """The checkout's order, or None."""
        answer = self.orders.call("GET", f"/checkouts/{checkout_id}/order")
        if answer.status == 404:
            return None
        if not answer.accepted:
            raise CallFailed(f"{answer.arrow}: refused: {answer.problem}")
        return answer.read(OrderStanding)

    def paid_between(self, since: datetime, until: datetime) -> Iterator[OrderStanding]:
        """Every order that was paid in this span."""
        query, after = {"since": _rfc3339(since), "until": _rfc3339(until)}, dict[str, str]()
        while True:
            answer = self.orders.call("GET", f"/paid-orders?{urlencode(query | after)}")
            if not answer.accepted:
                raise CallFailed(f"{answer.arrow}: refused: {answer.problem}")
            page = answer.read(_Page)
            yield from page.orders
            if not page.more:
                return
            after = {"after": str(page.orders[-1].checkout_id)}

    def close_the_door(self, checkout_id: UUID) -> None:
        """From now on this checkout never gets an order."""
        path = f"/checkouts/{checkout_id}/order/cancellation"
        answer = self.orders.call("POST", path, _CallOff(reason="the reconciliation found no order"))
        if not answer.accepted:
            raise CallFailed(f"{answer.arrow}: refused: {answer.problem}")

    def flag(self, checkout_id: UUID, flag: str) -> None:
        """Somebody must look at this order."""
        answer = self.orders.call("PUT", f"/checkouts/{checkout_id}/order/flag", FlagNotice(flag=flag))
        if not answer.accepted:
            raise CallFailed(f"{answer.arrow}: refused: {answer.problem}")


def _rfc3339(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Findings:
    """What was found, each once, and which spans have been compared."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, finding: Finding, now: datetime) -> None:
        """Store it, unless it was found before."""
        row = {"checkout_id": finding.checkout_id, "kind": finding.kind, "settlement": finding.settlement}
        money = {"amount": finding.amount.amount, "currency": finding.amount.currency}
        with self._database.transaction() as connection:
            connection.execute(_KEEP, {**row, **money, "now": now})

    def all(self) -> list[dict[str, Any]]:
        """Everything that was ever found, oldest first."""
        with self._database.transaction() as connection:
            return [dict(row) for row in connection.execute(_KEPT).mappings()]

    def compared_until(self) -> datetime | None:
        """How far the books have been compared."""
        with self._database.transaction() as connection:
            found: datetime | None = connection.execute(_LAST).scalar()
        return found

    def claim(self, since: datetime, until: datetime, now: datetime, stale: datetime) -> bool:
        """The right to compare this span; False where somebody has it who began after `stale`."""
        span = {"since": since, "until": until, "now": now, "stale": stale}
        with self._database.transaction() as connection:
            return connection.execute(_CLAIM, span).scalar() is not None

    def ended(self, since: datetime, now: datetime) -> None:
        """The span that began then has been compared."""
        with self._database.transaction() as connection:
            connection.execute(_END, {"since": since, "now": now})
