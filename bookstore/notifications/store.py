"""Received events and queued mails in PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, RowMapping, text

from bookstore.notifications.model import MailKind, MailState, QueuedMail

_RECORD_EVENT = text("""
    INSERT INTO events (source, event_id, type, received_at) VALUES (:source, :event_id, :type, :now)
    ON CONFLICT DO NOTHING RETURNING event_id""")
_QUEUE = text("""
    INSERT INTO mails (mail_id, order_number, kind, recipient, message, state, attempts, next_attempt_at,
        last_error, created_at, sent_at, about, tried_at, asked_by, gift_cards)
    VALUES (:mail_id, :order_number, :kind, :recipient, :message, :state, :attempts, :next_attempt_at,
        :last_error, :created_at, :sent_at, :about, :tried_at, :asked_by, CAST(:gift_cards AS uuid[]))
    ON CONFLICT (order_number, kind, about) DO NOTHING RETURNING mail_id""")
_COLUMNS = """
    mails.*, (SELECT count(*) FROM handovers WHERE handovers.mail_id = mails.mail_id) AS handovers"""
# The mails of one order are sent in the order of their events.
_READY = """
    FROM mails WHERE state = 'queued' AND NOT EXISTS (
        SELECT 1 FROM mails AS earlier WHERE earlier.order_number = mails.order_number
        AND earlier.state = 'queued' AND earlier.created_at < mails.created_at)"""
# This lock is weak enough that a handover can be stored, whose foreign key reads the row.
_UNLOCKED = "ORDER BY next_attempt_at, created_at LIMIT 1 FOR NO KEY UPDATE OF mails SKIP LOCKED"
_CLAIM = text(f"SELECT {_COLUMNS} {_READY} AND next_attempt_at <= :now {_UNLOCKED}")
_NEXT = text(f"SELECT next_attempt_at {_READY} {_UNLOCKED}")
_SAVE = text("""
    UPDATE mails SET state = :state, attempts = :attempts, next_attempt_at = :next_attempt_at,
        last_error = :last_error, sent_at = :sent_at, tried_at = :tried_at
    WHERE mail_id = :mail_id""")
_ADD_HANDOVER = text("INSERT INTO handovers (mail_id, number, began_at) VALUES (:mail_id, :number, :now)")
_REMOVE_HANDOVER = text("DELETE FROM handovers WHERE mail_id = :mail_id AND number = :number")
_ACKNOWLEDGE = text("UPDATE handovers SET answered = true WHERE mail_id = :mail_id AND number = :number")
_ERASE = text("""
    UPDATE mails SET recipient = '', message = NULL, last_error = NULL, erased_at = :now
    WHERE order_number = :order_number AND erased_at IS NULL AND state <> 'queued'""")
_HAS_PERSONS = text("""
    SELECT EXISTS (SELECT FROM mails WHERE order_number = :order_number AND erased_at IS NULL)""")
_LOCK_ORDER = text("SELECT pg_advisory_xact_lock(hashtextextended(:order_number, 0))")
_OF_ORDER = text(f"SELECT {_COLUMNS} FROM mails WHERE order_number = :order_number ORDER BY created_at, kind")


def record_event(connection: Connection, source: str, event_id: str, kind: str, now: datetime) -> bool:
    """Store the event; False where it was stored before."""
    named = {"source": source, "event_id": event_id, "type": kind, "now": now}
    return connection.execute(_RECORD_EVENT, named).first() is not None


def queue(connection: Connection, mail: QueuedMail) -> bool:
    """Store a new mail; False where the order has one of this kind already."""
    return connection.execute(_QUEUE, {**vars(mail), "gift_cards": list(mail.gift_cards)}).first() is not None


def claim(connection: Connection, now: datetime) -> QueuedMail | None:
    """A due mail, locked until the transaction ends."""
    row = connection.execute(_CLAIM, {"now": now}).mappings().first()
    return _mail(row) if row is not None else None


def next_due(connection: Connection) -> datetime | None:
    """When the next mail is due, of those that no worker is sending."""
    due: datetime | None = connection.execute(_NEXT).scalar()
    return due


def save(connection: Connection, mail: QueuedMail) -> None:
    """Store the state of the mail."""
    connection.execute(_SAVE, vars(mail))


def add_handover(connection: Connection, mail: QueuedMail, now: datetime) -> None:
    """Store that from now on the mail may be delivered."""
    connection.execute(_ADD_HANDOVER, {**_next_handover(mail), "now": now})


def remove_handover(connection: Connection, mail: QueuedMail) -> None:
    """The last handover certainly delivered nothing, or was not made."""
    connection.execute(_REMOVE_HANDOVER, _next_handover(mail))


def mark_acknowledged(connection: Connection, mail: QueuedMail) -> None:
    """The last handover was acknowledged."""
    connection.execute(_ACKNOWLEDGE, _next_handover(mail))


def lock_order(connection: Connection, order_number: str) -> None:
    """Serialize the requests for copies of this order's mails, and for their erasure, until it commits."""
    connection.execute(_LOCK_ORDER, {"order_number": order_number})


def erase(connection: Connection, order_number: str, now: datetime) -> int:
    """Take recipients and messages out of the order's mails, but for those that are queued; their number."""
    return connection.execute(_ERASE, {"order_number": order_number, "now": now}).rowcount


def has_persons(connection: Connection, order_number: str) -> bool:
    """Whether a mail of the order still has its recipient."""
    return bool(connection.execute(_HAS_PERSONS, {"order_number": order_number}).scalar())


def of_order(connection: Connection, order_number: str) -> list[QueuedMail]:
    """The mails of the order, oldest first."""
    rows = connection.execute(_OF_ORDER, {"order_number": order_number}).mappings()
    return [_mail(row) for row in rows]


def _next_handover(mail: QueuedMail) -> dict[str, UUID | int]:
    return {"mail_id": mail.mail_id, "number": mail.handovers + 1}


def _mail(row: RowMapping) -> QueuedMail:
    named = {name: row[name] for name in QueuedMail.__dataclass_fields__}
    message = bytes(row["message"]) if row["message"] is not None else None
    read = {"kind": MailKind(row["kind"]), "state": MailState(row["state"]), "message": message}
    return QueuedMail(**{**named, **read, "gift_cards": tuple(row["gift_cards"])})
