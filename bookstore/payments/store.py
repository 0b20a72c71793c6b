"""The payments of this service in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from bookstore.payments import lock
from bookstore.payments.lock import PaymentLock, StoredPayment
from bookstore.payments.transition import AppliedTransition, Transition
from bookstore.payments.webhook_event import WebhookEvent
from bookstore.platform.correlation import Correlation, correlation_of
from bookstore.platform.database import Database

_DUE = text("""
    SELECT checkout_id, traceparent, baggage FROM payments
    WHERE due_at <= :now ORDER BY due_at LIMIT :limit""")
_NEXT = text("SELECT min(due_at) FROM payments WHERE due_at IS NOT NULL")
_RECORD_EVENT = text("""
    INSERT INTO events (event_id, type, checkout_id, gateway_id, received_at)
    VALUES (:id, :type, :checkout_id, :gateway_id, :now) ON CONFLICT DO NOTHING""")
_PAYMENT_OF_EVENT = text("""
    SELECT checkout_id FROM payments WHERE checkout_id = :checkout_id OR gateway_id = :gateway_id""")
_EVENT_APPLIED = text("UPDATE events SET applied_at = :now WHERE event_id = :id")
_HAS_UNSENT_MESSAGE = text("""
    SELECT EXISTS (
        SELECT 1 FROM outbox WHERE sent_at IS NULL AND payload ->> 'checkout_id' = :checkout_id)""")
_OF_INTENT = text("SELECT checkout_id FROM payments WHERE gateway_id = :gateway_id")
_HAS_TOMBSTONE = text("SELECT 1 FROM tombstones WHERE checkout_id = :checkout_id")


@dataclass(frozen=True)
class DuePayment:
    """A payment whose next call to the gateway is due, and the correlation it belongs to."""

    checkout_id: UUID
    correlation: Correlation


class Store:
    """Reads and changes payments; each method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, checkout_id: UUID) -> StoredPayment | None:
        """The payment as stored, or None."""
        with self._database.reading() as connection:
            return lock.read(connection, checkout_id, for_update=False)

    def find_by_intent(self, gateway_id: str) -> StoredPayment | None:
        """The stored payment that has this payment intent at the gateway, or None."""
        with self._database.transaction() as connection:
            found: UUID | None = connection.execute(_OF_INTENT, {"gateway_id": gateway_id}).scalar()
            return lock.read(connection, found, for_update=False) if found else None

    def has_tombstone(self, checkout_id: UUID) -> bool:
        """Whether a reversal came before the payment did."""
        with self._database.reading() as connection:
            return connection.execute(_HAS_TOMBSTONE, {"checkout_id": checkout_id}).scalar() is not None

    def is_reversed(self, checkout_id: UUID) -> bool:
        """Whether a reversal of the payment was requested: its checkout gets no order any more."""
        stored = self.find(checkout_id)
        return stored is not None and stored.payment.reversal_requested

    def has_unsent_message(self, checkout_id: UUID) -> bool:
        """Whether the outbox holds an undelivered message about this payment."""
        with self._database.reading() as connection:
            return bool(connection.execute(_HAS_UNSENT_MESSAGE, {"checkout_id": str(checkout_id)}).scalar())

    def apply(self, checkout_id: UUID, transition: Transition, now: datetime) -> AppliedTransition:
        """Apply the transition, also while another request holds the lock. Raises PaymentNotStored."""
        with self._database.transaction() as connection:
            return lock.apply(connection, checkout_id, transition, now)

    def due(self, now: datetime, limit: int) -> Sequence[DuePayment]:
        """Payments whose next call to the gateway is due, the longest waiting first."""
        with self._database.reading() as connection:
            rows = connection.execute(_DUE, {"now": now, "limit": limit}).mappings().all()
        return [
            DuePayment(
                row["checkout_id"], correlation_of({name: row[name] for name in ("traceparent", "baggage")})
            )
            for row in rows
        ]

    def next_due(self) -> datetime | None:
        """When the next call to the gateway is due, or None."""
        with self._database.reading() as connection:
            found: datetime | None = connection.execute(_NEXT).scalar()
        return found

    def record_event(self, event: WebhookEvent, transition: Transition, now: datetime) -> bool:
        """Store the event and apply the transition to its payment in one transaction; False for a repeat.

        An event without a payment is kept until its payment is stored.
        """
        row = {"id": event.event_id, "type": event.type, "now": now, "checkout_id": event.checkout_id}
        named = {"checkout_id": event.checkout_id, "gateway_id": event.gateway_id}
        with self._database.transaction() as connection:
            if not connection.execute(_RECORD_EVENT, {**row, **named}).rowcount:
                return False
            found: UUID | None = connection.execute(_PAYMENT_OF_EVENT, named).scalar()
            if found is not None:
                lock.apply(connection, found, transition, now)
                connection.execute(_EVENT_APPLIED, row)
        return True

    @contextmanager
    def locked(self, checkout_id: UUID, wait_seconds: float) -> Iterator[PaymentLock]:
        """The lock on this payment; raises PaymentLocked when the wait is over."""
        with lock.locked(self._database.engine, checkout_id, wait_seconds) as held:
            yield held
