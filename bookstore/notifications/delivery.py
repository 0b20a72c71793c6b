"""Sends due mails, each by one worker at a time, and retries."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextlib import ExitStack
from uuid import UUID

from sqlalchemy import Connection

from bookstore.notifications import store
from bookstore.notifications.gift_card_places import filled
from bookstore.notifications.message import envelope_address
from bookstore.notifications.model import DeliveryOutcome, MailState, QueuedMail
from bookstore.notifications.smtp import MailServer, OutgoingMessage
from bookstore.notifications.support import SupportReports
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.worker import pause_until

_log = logging.getLogger(__name__)
_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>,;:]+")
_IDLE = 1.0  # seconds; another instance may have queued a mail


class MailDelivery:
    """Sends the queued mails. Workers, in one process or in many, never send the same mail at once.

    `code_of` makes the code of a gift card.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        server: MailServer,
        support: SupportReports,
        code_of: Callable[[UUID], str],
    ) -> None:
        self._database = database
        self._clock = clock
        self._server = server
        self._support = support
        self._code_of = code_of

    def run_once(self) -> float:
        """Send every due mail; the seconds until the next one is due."""
        while (pause := self._pause()) == 0.0 and self._send_one():
            pass
        return pause

    def _pause(self) -> float:
        """Seconds until a mail is due that no other worker is sending; 0 where one is due."""
        with self._database.reading() as connection:
            due = store.next_due(connection)
        return pause_until(due, self._clock.now(), _IDLE)

    def _send_one(self) -> bool:
        """The row stays locked while its mail is sent: a crash releases it, and no other worker sends it."""
        with ExitStack() as closing, self._database.transaction() as connection:
            mail = store.claim(connection, self._clock.now())
            if mail is None:
                return False
            if mail.exhausted:  # a process died during the last handover
                self._store(connection, mail.unconfirmed())
                return True
            outcome, reply = self._attempt(mail, closing)
            self._record_handover(connection, mail, outcome)
            self._store(connection, mail.after(outcome, reply, self._clock.now()))
        return True

    def _store(self, connection: Connection, mail: QueuedMail) -> None:
        store.save(connection, _logged(mail))
        report = self._support.report_of(mail, self._clock.now())
        if report is not None:
            store.queue(connection, report)

    def _attempt(self, mail: QueuedMail, closing: ExitStack) -> tuple[DeliveryOutcome, str]:
        recipient = envelope_address(mail.recipient)
        outgoing = OutgoingMessage(
            self._support.sender.address,
            recipient,
            filled(mail.message or b"", [self._code_of(each) for each in mail.gift_cards]),
            possible_duplicate=mail.handovers > 0,
        )
        return self._server.deliver(outgoing, lambda: self._store_handover(mail), closing)

    def _store_handover(self, mail: QueuedMail) -> None:
        """Store the handover in a transaction of its own, so that a killed process leaves it."""
        with self._database.transaction() as connection:
            store.add_handover(connection, mail, self._clock.now())

    def _record_handover(self, connection: Connection, mail: QueuedMail, outcome: DeliveryOutcome) -> None:
        if outcome is DeliveryOutcome.DELIVERED:
            store.mark_acknowledged(connection, mail)
        elif outcome is not DeliveryOutcome.UNKNOWN:
            store.remove_handover(connection, mail)


def _logged(mail: QueuedMail) -> QueuedMail:
    """Log the state of the mail; an undelivered mail is an error, for the staff."""
    level = {MailState.SENT: logging.INFO, MailState.QUEUED: logging.WARNING}.get(mail.state, logging.ERROR)
    fields = {"order_number": mail.order_number, "kind": mail.kind, "attempts": mail.attempts}
    why = without_addresses(mail.last_error) if mail.last_error else None
    _log.log(level, "a mail is %s", mail.state.value, extra={**fields, "why": why})
    return mail


def without_addresses(reply: str) -> str:
    """The reply without mail addresses: a mail server may quote the recipient, which must not be logged."""
    return _ADDRESS.sub("***", reply)
