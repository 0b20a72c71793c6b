"""What notifications does: takes events, makes mails of them, and shows how the mails stand."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection

from bookstore.notifications import as_html, as_text, store
from bookstore.notifications.errors import NothingToCopy, OrderCanceled, StillOnItsWay, Unmailable
from bookstore.notifications.mail_content import write
from bookstore.notifications.message import Content, compose, copied, envelope_address
from bookstore.notifications.model import KINDS, Kind, Mail, State
from bookstore.notifications.schemas import Event, OrderData
from bookstore.notifications.support import Support
from bookstore.platform import correlation
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database

_log = logging.getLogger(__name__)


class Notifications:
    """All mails. `wake` is called whenever there may be one to send."""

    def __init__(self, database: Database, clock: Clock, support: Support) -> None:
        self._database = database
        self._clock = clock
        self._support = support
        self._sender = support.sender
        self.wake: Callable[[], None] = lambda: None

    def take(self, event: Event) -> None:
        """Queue the event's mail, unless the event or its mail was there before."""
        kind, now = KINDS.get(event.type), self._clock.now()
        with self._database.transaction() as connection:
            is_new = store.remember(connection, event.source, event.id, event.type, now)
            if is_new and kind is not None:
                self._queue(connection, self._mail(kind, event.data, now))
        self.wake()

    def copy_confirmation(self, order_number: str, copy_id: UUID, asked_by: str) -> tuple[Mail, bool]:
        """One more copy of the order's confirmation, as somebody of the staff wants; True where it is new.

        Raises NothingToCopy, StillOnItsWay and OrderCanceled.
        """
        with self._database.transaction() as connection:
            store.lock_order(connection, order_number)
            mails = store.of_order(connection, order_number)
            known = next((mail for mail in mails if mail.about == str(copy_id)), None)
            if known is not None:
                return known, False
            copy = self._copy(_to_copy(mails), copy_id, asked_by)
            is_new = store.queue(connection, copy)
        self.wake()
        return copy, is_new

    def of_order(self, order_number: str) -> list[Mail]:
        """The order's mails, oldest first."""
        with self._database.transaction() as connection:
            return store.of_order(connection, order_number)

    def _queue(self, connection: Connection, mail: Mail) -> None:
        """Support hears at once of a customer who cannot be reached at all."""
        store.queue(connection, mail)
        report = self._support.told_of(mail, mail.created_at)
        if report is not None:
            store.queue(connection, report)

    def _copy(self, first: Mail, copy_id: UUID, asked_by: str) -> Mail:
        now, about = self._clock.now(), str(copy_id)
        message_id = self._sender.message_id(first.order_number, first.kind, about)
        return Mail(
            uuid4(),
            first.order_number,
            first.kind,
            first.recipient,
            copied(first.message or b"", message_id=message_id, at=now),
            now,
            now,
            about=about,
            asked_by=asked_by,
        )

    def _mail(self, kind: Kind, order: OrderData, now: datetime) -> Mail:
        """The mail with its message, made now: whatever is tried later is tried with the same bytes."""
        about = str(order.refund.refund_id) if order.refund else ""
        mail = Mail(uuid4(), order.order_number, kind, order.email, None, now, now, about=about)
        try:
            recipient = envelope_address(order.email)
        except Unmailable as error:
            _log.error("a customer cannot be reached", extra={"order_number": order.order_number})
            return mail.bounced(str(error))
        return replace(mail, message=self._message(mail, recipient, order))

    def _message(self, mail: Mail, recipient: str, order: OrderData) -> bytes:
        act = correlation.current()
        trace = {"traceparent": act.traceparent} | ({"baggage": act.baggage} if act.baggage else {})
        return compose(
            _content(mail.kind, order),
            sender=self._sender,
            recipient=recipient,
            message_id=self._sender.message_id(order.order_number, mail.kind, mail.about),
            at=mail.created_at,
            trace=trace,
        )


def _content(kind: Kind, order: OrderData) -> Content:
    letter = write(kind, order)
    return Content(letter.language, letter.subject, as_text.render(letter), as_html.render(letter))


def _to_copy(mails: list[Mail]) -> Mail:
    """The order's first confirmation, if a copy of it makes sense."""
    confirmations = [mail for mail in mails if mail.kind is Kind.CONFIRMATION]
    if not confirmations or confirmations[0].message is None:
        raise NothingToCopy("there is no confirmation of an order with this number that could be sent")
    if any(mail.kind is Kind.CANCELLATION for mail in mails):
        raise OrderCanceled("the order is canceled, and its customer knows")
    if any(mail.state is State.QUEUED for mail in confirmations):
        raise StillOnItsWay("a confirmation of this order is still being tried")
    return confirmations[0]
