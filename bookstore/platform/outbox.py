"""Messages that are stored with the change they report, and the relay that sends them.

A message is sent at least once, with a pause that doubles after each failure. Its table is in `outbox.sql`,
which a service applies together with its own schema.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from bookstore.platform import correlation
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.worker import pause_until

SCHEMA = Path(__file__).with_name("outbox.sql")
_log = logging.getLogger(__name__)
_FIRST_PAUSE = 0.2  # seconds
_LONGEST_PAUSE = 300.0  # seconds
_IDLE = 1.0  # seconds; another instance may have stored a message


class NotDelivered(Exception):
    """The destination did not accept the message; it is retried later."""


@dataclass(frozen=True)
class OutboxMessage:
    """A message to another service; `message_id` makes a repeated delivery harmless."""

    message_id: UUID
    destination: str
    payload: dict[str, Any]


MessageSender = Callable[[OutboxMessage], None]

_INSERT = text("""
    INSERT INTO outbox (message_id, destination, payload, traceparent, baggage, created_at, next_attempt_at)
    VALUES (:message_id, :destination, CAST(:payload AS jsonb), :traceparent, :baggage, :now, :now)
    ON CONFLICT (message_id) DO NOTHING""")
_DUE = text("""
    SELECT message_id, destination, payload, traceparent, baggage, attempts FROM outbox
    WHERE sent_at IS NULL AND next_attempt_at <= :now
    ORDER BY next_attempt_at, created_at LIMIT 1 FOR UPDATE SKIP LOCKED""")
_SENT = text(
    "UPDATE outbox SET sent_at = :now, attempts = attempts + 1, last_error = NULL WHERE message_id = :id"
)
_FAILED = text("""
    UPDATE outbox SET attempts = attempts + 1, last_error = :error, next_attempt_at = :next
    WHERE message_id = :id""")
_NEXT = text("""
    SELECT next_attempt_at FROM outbox WHERE sent_at IS NULL
    ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED""")


def put(connection: Connection, message: OutboxMessage, now: datetime) -> None:
    """Store the message in the transaction of the change it reports. A second insert has no effect."""
    bound = correlation.current()
    connection.execute(
        _INSERT,
        {
            "message_id": message.message_id,
            "destination": message.destination,
            "payload": json.dumps(message.payload),
            "traceparent": bound.traceparent,
            "baggage": bound.baggage,
            "now": now,
        },
    )


def pause_after(attempts: int) -> float:
    """Seconds until the next attempt: 0.2, doubled after each attempt, at most 300."""
    return min(_FIRST_PAUSE * 2.0 ** min(attempts, 20), _LONGEST_PAUSE)


class Relay:
    """Sends due messages one at a time; several relays on one database never send the same row at once."""

    def __init__(
        self, database: Database, clock: Clock, message_senders: Mapping[str, MessageSender]
    ) -> None:
        self._database = database
        self._clock = clock
        self._senders = message_senders

    def run_once(self) -> float:
        """Send every due message; the seconds until the next one is due."""
        while (pause := self._pause()) == 0.0 and self._send_one():
            pass
        return pause

    def _pause(self) -> float:
        """Seconds until a message is due that no other relay is sending; 0 where one is due."""
        with self._database.reading() as connection:
            due: datetime | None = connection.execute(_NEXT).scalar()
        return pause_until(due, self._clock.now(), _IDLE)

    def _send_one(self) -> bool:
        """The row is locked while it is sent: a crash releases it, and no other relay sends it."""
        with self._database.transaction() as connection:
            row = connection.execute(_DUE, {"now": self._clock.now()}).mappings().first()
            if row is None:
                return False
            message = OutboxMessage(row["message_id"], row["destination"], row["payload"])
            headers = {"traceparent": row["traceparent"], "baggage": row["baggage"]}
            with correlation.correlated(correlation.correlation_of(headers)):
                error = self._deliver(message)
            now = self._clock.now()
            if error is None:
                connection.execute(_SENT, {"now": now, "id": message.message_id})
            else:
                later = now + timedelta(seconds=pause_after(row["attempts"]))
                connection.execute(_FAILED, {"error": error, "next": later, "id": message.message_id})
        return True

    def _deliver(self, message: OutboxMessage) -> str | None:
        try:
            self._senders[message.destination](message)
        except NotDelivered as error:
            _log.warning(
                "a message was not delivered; it is sent again",
                extra={"message_id": str(message.message_id), "to": message.destination, "why": str(error)},
            )
            return str(error)
        return None
