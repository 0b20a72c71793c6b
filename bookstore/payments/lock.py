"""The lock on one payment, and the transaction that applies a transition to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bookstore.payments.model import Payment
from bookstore.payments.outbox_messages import outbox_messages
from bookstore.payments.rows import (
    COLUMNS,
    capture_of,
    capture_row,
    payment_of,
    refund_of,
    refund_row,
    row_of,
)
from bookstore.payments.transition import AppliedTransition, Transition
from bookstore.platform import correlation, outbox
from bookstore.platform.database import autocommit
from bookstore.platform.schemas import PaymentMethodKind

_READ = "SELECT * FROM payments WHERE checkout_id = :checkout_id"
_REFUNDS = text("SELECT * FROM refunds WHERE checkout_id = :checkout_id ORDER BY position")
_INSERT = text(f"""
    INSERT INTO payments (checkout_id, fingerprint, traceparent, baggage, created_at, changed_at,
                          {", ".join(COLUMNS)})
    SELECT CAST(:checkout_id AS uuid), :fingerprint, :traceparent, :baggage,
           CAST(:now AS timestamptz), CAST(:now AS timestamptz),
           {", ".join(f"CAST(:{name} AS {kind})" for name, kind in COLUMNS.items())}
    WHERE NOT EXISTS (SELECT 1 FROM tombstones WHERE checkout_id = :checkout_id)""")
_UPDATE = text(f"""
    UPDATE payments SET changed_at = :now, {", ".join(f"{name} = :{name}" for name in COLUMNS)}
    WHERE checkout_id = :checkout_id""")
_PUT_REFUND = text("""
    INSERT INTO refunds (refund_id, checkout_id, amount, requested, state, gateway_id, position)
    VALUES (:refund_id, :checkout_id, :amount, :requested, :state, :gateway_id, :position)
    ON CONFLICT (refund_id) DO UPDATE SET amount = EXCLUDED.amount, requested = EXCLUDED.requested,
        state = EXCLUDED.state, gateway_id = EXCLUDED.gateway_id
    WHERE refunds.checkout_id = EXCLUDED.checkout_id""")
_CAPTURES = text("SELECT * FROM captures WHERE checkout_id = :checkout_id ORDER BY position")
_PUT_CAPTURE = text("""
    INSERT INTO captures (capture_id, checkout_id, amount, final, state, position)
    VALUES (:capture_id, :checkout_id, :amount, :final, :state, :position)
    ON CONFLICT (capture_id) DO UPDATE SET state = EXCLUDED.state
    WHERE captures.checkout_id = EXCLUDED.checkout_id""")
_APPLY_KEPT_EVENTS = text("""
    UPDATE events SET applied_at = :now WHERE checkout_id = :checkout_id AND applied_at IS NULL""")
_ADD_TOMBSTONE = text("""
    INSERT INTO tombstones SELECT CAST(:checkout_id AS uuid), CAST(:now AS timestamptz)
    WHERE NOT EXISTS (SELECT 1 FROM expected_transfers WHERE checkout_id = CAST(:checkout_id AS uuid))
    ON CONFLICT (checkout_id) DO UPDATE SET returned_at = tombstones.returned_at""")


class PaymentLocked(Exception):
    """Another request or worker holds the lock on this payment."""


class PaymentNotStored(LookupError):
    """There is no payment for this checkout."""


class RefundIdTaken(Exception):
    """A refund of another payment has this id; nothing was stored."""


class CaptureIdTaken(Exception):
    """A capture of another payment has this id; nothing was stored."""


@dataclass(frozen=True)
class StoredPayment:
    """A payment, and the fingerprint of the request that began it."""

    payment: Payment
    fingerprint: str


class PaymentLock:
    """The exclusive right to call the gateway about one payment.

    Other requests may change the stored payment all the same, a reversal for example. Every transition is
    therefore applied to the payment as it is stored at that moment.
    """

    def __init__(self, connection: Connection, checkout_id: UUID) -> None:
        self._connection = connection
        self.checkout_id = checkout_id

    def read(self) -> StoredPayment | None:
        """The payment as stored, or None."""
        with autocommit(self._connection):
            return read(self._connection, self.checkout_id, for_update=False)

    def begin(self, payment: Payment, fingerprint: str, now: datetime) -> bool:
        """Store a new payment; False where a reversal came before it.

        Where webhook events about it came before it, an inquiry is requested.
        """
        bound = correlation.current()
        extra = {"fingerprint": fingerprint, "now": now}
        trace = {"traceparent": bound.traceparent, "baggage": bound.baggage}
        with self._connection.begin():
            kept = {"checkout_id": payment.checkout_id, "now": now}
            if self._connection.execute(_APPLY_KEPT_EVENTS, kept).rowcount:
                payment = replace(payment, inquiry_requested=True)
            inserted = self._connection.execute(_INSERT, {**row_of(payment), **extra, **trace})
            return inserted.rowcount == 1

    def apply(self, transition: Transition, now: datetime) -> Payment:
        """The payment after the transition, committed."""
        with self._connection.begin():
            return apply(self._connection, self.checkout_id, transition, now).after

    def add_tombstone(self, now: datetime) -> bool:
        """Refuse every later request to pay for this checkout; False where it is paid by bank transfer."""
        row = {"checkout_id": self.checkout_id, "now": now}
        with self._connection.begin():
            return self._connection.execute(_ADD_TOMBSTONE, row).rowcount == 1


@contextmanager
def locked(engine: Engine, checkout_id: UUID, wait_seconds: float) -> Iterator[PaymentLock]:
    """The lock on this payment across instances; raises PaymentLocked when the wait is over.

    It is an advisory lock of the database session: a killed instance releases it at once, and no transaction
    stays open during a call to the gateway.
    """
    key = key_of(checkout_id)
    with engine.connect() as connection:
        _lock(connection, key, wait_seconds)
        try:
            yield PaymentLock(connection, checkout_id)
        finally:
            _unlock(connection, key)


def key_of(checkout_id: UUID) -> int:
    """The key of the advisory lock on the payment of this checkout."""
    return int.from_bytes(hashlib.sha256(checkout_id.bytes).digest()[:8], "big", signed=True)


def _lock(connection: Connection, key: int, wait_seconds: float) -> None:
    with autocommit(connection):
        if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar():
            return
    if wait_seconds <= 0:
        raise PaymentLocked
    with connection.begin():
        try:
            wait = {"wait": f"{max(1, int(wait_seconds * 1000))}ms"}
            connection.execute(text("SELECT set_config('lock_timeout', :wait, true)"), wait)
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": key})
        except OperationalError as error:
            if isinstance(error.orig, LockNotAvailable):
                raise PaymentLocked from None
            raise


def _unlock(connection: Connection, key: int) -> None:
    """Where the unlock cannot be sent, the connection is closed, which releases the lock as well."""
    try:
        connection.rollback()
        with autocommit(connection):
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})
    except SQLAlchemyError:
        connection.invalidate()


def read(connection: Connection, checkout_id: UUID, *, for_update: bool) -> StoredPayment | None:
    """The payment as stored, or None; with `for_update` its row is locked until the transaction ends."""
    query = text(_READ + " FOR UPDATE" if for_update else _READ)
    row = connection.execute(query, {"checkout_id": checkout_id}).mappings().first()
    if row is None:
        return None
    of, in_parts = {"checkout_id": checkout_id}, row["method"] == PaymentMethodKind.CARD_ON_SHIPMENT
    refunds = connection.execute(_REFUNDS, of).mappings() if row["captured"] else ()
    captures = connection.execute(_CAPTURES, of).mappings() if in_parts else ()
    payment = payment_of(
        row, tuple(refund_of(one) for one in refunds), tuple(capture_of(one) for one in captures)
    )
    return StoredPayment(payment, row["fingerprint"])


def apply(
    connection: Connection, checkout_id: UUID, transition: Transition, now: datetime
) -> AppliedTransition:
    """Apply the transition to the stored payment, and store the messages to orders that follow from it.

    Raises PaymentNotStored, RefundIdTaken, CaptureIdTaken, and what the transition raises.
    """
    stored = read(connection, checkout_id, for_update=True)
    if stored is None:
        raise PaymentNotStored(f"there is no payment for {checkout_id}")
    before, after = stored.payment, transition.apply(stored.payment)
    if after != before:
        connection.execute(_UPDATE, {**row_of(after), "now": now})
    for position, refund in enumerate(after.refunds):
        if refund not in before.refunds:
            row = refund_row(after, refund, position)
            if not connection.execute(_PUT_REFUND, row).rowcount:
                raise RefundIdTaken("a refund of another payment has this id")
    for position, capture in enumerate(after.captures):
        if capture not in before.captures:
            row = capture_row(after, capture, position)
            if not connection.execute(_PUT_CAPTURE, row).rowcount:
                raise CaptureIdTaken("a capture of another payment has this id")
    for message in outbox_messages(before, after):
        outbox.put(connection, message, now)
    return AppliedTransition(before, after)
