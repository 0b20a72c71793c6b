"""Payments in PostgreSQL, and the right to work on one of them alone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bookstore.payments.model import Payment
from bookstore.payments.outbox_messages import notices
from bookstore.payments.rows import COLUMNS, payment_of, refund_of, refund_row, row_of
from bookstore.payments.webhook_event import News
from bookstore.platform import correlation, outbox
from bookstore.platform.correlation import Correlation, correlation_of
from bookstore.platform.database import Database

Change = Callable[[Payment], Payment]

_READ = "SELECT * FROM payments WHERE checkout_id = :checkout_id"
_REFUNDS = text("SELECT * FROM refunds WHERE checkout_id = :checkout_id ORDER BY position")
_INSERT = text(f"""
    INSERT INTO payments (checkout_id, fingerprint, email, traceparent, baggage, created_at, changed_at,
                          {", ".join(COLUMNS)})
    SELECT CAST(:checkout_id AS uuid), :fingerprint, :email, :traceparent, :baggage,
           CAST(:now AS timestamptz), CAST(:now AS timestamptz),
           {", ".join(f"CAST(:{name} AS {kind})" for name, kind in COLUMNS.items())}
    WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE checkout_id = :checkout_id)""")
_UPDATE = text(f"""
    UPDATE payments SET changed_at = :now, {", ".join(f"{name} = :{name}" for name in COLUMNS)}
    WHERE checkout_id = :checkout_id""")
_PUT_REFUND = text("""
    INSERT INTO refunds (refund_id, checkout_id, amount, state, gateway_id, position)
    VALUES (:refund_id, :checkout_id, :amount, :state, :gateway_id, :position)
    ON CONFLICT (refund_id) DO UPDATE SET state = EXCLUDED.state, gateway_id = EXCLUDED.gateway_id
    WHERE refunds.checkout_id = EXCLUDED.checkout_id""")
_DUE = text("""
    SELECT checkout_id, traceparent, baggage FROM payments
    WHERE due_at <= :now ORDER BY due_at LIMIT :limit""")
_NEXT = text("SELECT min(due_at) FROM payments WHERE due_at IS NOT NULL")
_APPLY_KEPT = text("""
    UPDATE events SET applied_at = :now WHERE checkout_id = :checkout_id AND applied_at IS NULL""")
_BURY = text("INSERT INTO tombstones VALUES (:checkout_id, :now) ON CONFLICT DO NOTHING")
_HEAR = text("""
    INSERT INTO events (event_id, type, checkout_id, gateway_id, received_at)
    VALUES (:id, :type, :checkout_id, :gateway_id, :now) ON CONFLICT DO NOTHING""")
_NAMED = text("""
    SELECT checkout_id FROM payments WHERE checkout_id = :checkout_id OR gateway_id = :gateway_id""")
_APPLIED = text("UPDATE events SET applied_at = :now WHERE event_id = :id")
_TELLING = text("""
    SELECT EXISTS (
        SELECT 1 FROM outbox WHERE sent_at IS NULL AND payload ->> 'checkout_id' = :checkout_id)""")
_BURIED = text("SELECT 1 FROM tombstones WHERE checkout_id = :checkout_id")


class BeingWorkedOn(Exception):
    """Somebody else has the right to work on this payment now."""


class NotStored(LookupError):
    """There is no payment for this checkout."""


class RefundNameTaken(Exception):
    """A refund of another payment has this id; nothing was stored."""


@dataclass(frozen=True)
class Stored:
    """A payment, and the fingerprint of the request that began it."""

    payment: Payment
    fingerprint: str


@dataclass(frozen=True)
class Due:
    """A payment about which the gateway must be asked, and the correlation it belongs to."""

    checkout_id: UUID
    correlation: Correlation


class Held:
    """The right to ask the gateway about one payment, until the end of the `alone` that gave it.

    Others may still ask for a return meanwhile: every change is made to what is stored at that moment.
    """

    def __init__(self, connection: Connection, checkout_id: UUID) -> None:
        self._connection = connection
        self.checkout_id = checkout_id

    def read(self) -> Stored | None:
        """The payment as stored, or None."""
        with self._connection.begin():
            return _read(self._connection, self.checkout_id, lock=False)

    def begin(self, payment: Payment, fingerprint: str, email: str, now: datetime) -> bool:
        """Store a new payment, False where a return came before it.

        Where events about it came first, the gateway will be asked for its news.
        """
        bound = correlation.current()
        extra = {"fingerprint": fingerprint, "email": email, "now": now}
        trace = {"traceparent": bound.traceparent, "baggage": bound.baggage}
        with self._connection.begin():
            kept = {"checkout_id": payment.checkout_id, "now": now}
            if self._connection.execute(_APPLY_KEPT, kept).rowcount:
                payment = replace(payment, look_asked=True)
            inserted = self._connection.execute(_INSERT, {**row_of(payment), **extra, **trace})
            return inserted.rowcount == 1

    def change(self, change: Change, now: datetime) -> Payment:
        """Apply the change to what is stored now; the result, committed."""
        with self._connection.begin():
            return _change(self._connection, self.checkout_id, change, now)

    def bury(self, now: datetime) -> None:
        """Refuse every later request to pay for this checkout."""
        with self._connection.begin():
            self._connection.execute(_BURY, {"checkout_id": self.checkout_id, "now": now})


class Store:
    """The payments of this service's database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, checkout_id: UUID) -> Stored | None:
        """The payment as stored, or None."""
        with self._database.transaction() as connection:
            return _read(connection, checkout_id, lock=False)

    def buried(self, checkout_id: UUID) -> bool:
        """Whether a return came before the payment did."""
        with self._database.transaction() as connection:
            return connection.execute(_BURIED, {"checkout_id": checkout_id}).scalar() is not None

    def called_off(self, checkout_id: UUID) -> bool:
        """Whether the payment was to be returned: no order will stand for it."""
        stored = self.find(checkout_id)
        return stored is not None and stored.payment.return_asked

    def telling(self, checkout_id: UUID) -> bool:
        """Whether news of this payment are still on their way to its order."""
        with self._database.transaction() as connection:
            return bool(connection.execute(_TELLING, {"checkout_id": str(checkout_id)}).scalar())

    def change(self, checkout_id: UUID, change: Change, now: datetime) -> Payment:
        """Apply the change to what is stored now, whoever works on the payment. Raises NotStored."""
        with self._database.transaction() as connection:
            return _change(connection, checkout_id, change, now)

    def due(self, now: datetime, limit: int) -> Sequence[Due]:
        """Payments the gateway must be asked about by now, the longest waiting first."""
        with self._database.transaction() as connection:
            rows = connection.execute(_DUE, {"now": now, "limit": limit}).mappings().all()
        return [
            Due(row["checkout_id"], correlation_of({name: row[name] for name in ("traceparent", "baggage")}))
            for row in rows
        ]

    def next_due(self) -> datetime | None:
        """When the gateway must be asked next, or None."""
        with self._database.transaction() as connection:
            found: datetime | None = connection.execute(_NEXT).scalar()
        return found

    def hear(self, news: News, change: Change, now: datetime) -> bool:
        """Keep the event, and apply the change to its payment, together; False where it came before.

        Without a payment the event waits for it.
        """
        told = {"id": news.event_id, "type": news.type, "now": now, "checkout_id": news.checkout_id}
        named = {"checkout_id": news.checkout_id, "gateway_id": news.gateway_id}
        with self._database.transaction() as connection:
            if not connection.execute(_HEAR, {**told, **named}).rowcount:
                return False
            found: UUID | None = connection.execute(_NAMED, named).scalar()
            if found is not None:
                _change(connection, found, change, now)
                connection.execute(_APPLIED, told)
        return True

    @contextmanager
    def alone(self, checkout_id: UUID, patience: float) -> Iterator[Held]:
        """The right to work on this payment alone, across instances; it ends with our connection.

        An advisory lock of the session: a killed instance gives it back at once, and no transaction stays
        open while the gateway thinks. Waits up to `patience` seconds; raises BeingWorkedOn after that.
        """
        key = int.from_bytes(hashlib.sha256(checkout_id.bytes).digest()[:8], "big", signed=True)
        with self._database.engine.connect() as connection:
            _lock(connection, key, patience)
            try:
                yield Held(connection, checkout_id)
            finally:
                _unlock(connection, key)


def _lock(connection: Connection, key: int, patience: float) -> None:
    with connection.begin():
        if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar():
            return
        if patience <= 0:
            raise BeingWorkedOn
        try:
            wait = {"wait": f"{max(1, int(patience * 1000))}ms"}
            connection.execute(text("SELECT set_config('lock_timeout', :wait, true)"), wait)
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": key})
        except OperationalError as error:
            if isinstance(error.orig, LockNotAvailable):
                raise BeingWorkedOn from None
            raise


def _unlock(connection: Connection, key: int) -> None:
    """A connection that cannot say so is thrown away, and the lock with it."""
    try:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})
        connection.commit()
    except SQLAlchemyError:
        connection.invalidate()


def _read(connection: Connection, checkout_id: UUID, *, lock: bool) -> Stored | None:
    query = text(_READ + " FOR UPDATE" if lock else _READ)
    row = connection.execute(query, {"checkout_id": checkout_id}).mappings().first()
    if row is None:
        return None
    refunds = connection.execute(_REFUNDS, {"checkout_id": checkout_id}).mappings() if row["captured"] else ()
    return Stored(payment_of(row, tuple(refund_of(one) for one in refunds)), row["fingerprint"])


def _change(connection: Connection, checkout_id: UUID, change: Change, now: datetime) -> Payment:
    stored = _read(connection, checkout_id, lock=True)
    if stored is None:
        raise NotStored(f"there is no payment for {checkout_id}")
    before, after = stored.payment, change(stored.payment)
    if after != before:
        connection.execute(_UPDATE, {**row_of(after), "now": now})
    for position, refund in enumerate(after.refunds):
        if refund not in before.refunds:
            row = refund_row(after, refund, position)
            if not connection.execute(_PUT_REFUND, row).rowcount:
                raise RefundNameTaken("a refund of another payment has this id")
    for message in notices(before, after):
        outbox.put(connection, message, now)
    return after
