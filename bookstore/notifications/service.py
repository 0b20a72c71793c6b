"""The use cases of notifications: receive events, queue mails, copy a confirmation, list mails."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection

from bookstore.notifications import as_html, as_text, store
from bookstore.notifications.errors import (
    ConfirmationPending,
    MailUnderWay,
    NothingToCopy,
    OrderCanceled,
    UnmailableAddress,
)
from bookstore.notifications.mail_content import mail_content
from bookstore.notifications.message import RenderedMail, compose, copy_of, envelope_address
from bookstore.notifications.model import KINDS, MailKind, MailState, QueuedMail
from bookstore.notifications.schemas import OrderData, OrderEvent
from bookstore.notifications.support import SupportReports
from bookstore.platform import correlation
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database

_log = logging.getLogger(__name__)


class NotificationService:
    """The mails of all orders. `wake` is called after every change that may have queued a mail."""

    def __init__(self, database: Database, clock: Clock, support: SupportReports, shop_url: str) -> None:
        self._database = database
        self._clock = clock
        self._support = support
        self._shop_url = shop_url
        self._sender = support.sender
        self.wake: Callable[[], None] = lambda: None

    def receive(self, event: OrderEvent) -> None:
        """Queue the mail of the event, unless the event or its mail was stored before."""
        kind, now = KINDS.get(event.type), self._clock.now()
        with self._database.transaction() as connection:
            is_new = store.record_event(connection, event.source, event.id, event.type, now)
            if is_new and kind is not None:
                self._queue(connection, self._mail(kind, event.data, now))
        self.wake()

    def copy_confirmation(self, order_number: str, copy_id: UUID, asked_by: str) -> tuple[QueuedMail, bool]:
        """A copy of the order's confirmation, requested by this member of staff; True where it is new.

        Raises NothingToCopy, ConfirmationPending and OrderCanceled.
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

    def erase(self, order_number: str) -> int:
        """Erase recipients and messages of the order's mails; how many had some. Raises MailUnderWay."""
        with self._database.transaction() as connection:
            store.lock_order(connection, order_number)
            erased = store.erase(connection, order_number, self._clock.now())
            # a mail that was queued may have been sent in the meantime, and an event may have queued another
            if store.has_persons(connection, order_number):
                raise MailUnderWay("a mail of this order is still being tried, and goes first")
        return erased

    def of_order(self, order_number: str) -> list[QueuedMail]:
        """The mails of the order, oldest first."""
        with self._database.reading() as connection:
            return store.of_order(connection, order_number)

    def _queue(self, connection: Connection, mail: QueuedMail) -> None:
        """Queue the mail, and the report to support where it cannot be addressed."""
        store.queue(connection, mail)
        report = self._support.report_of(mail, mail.created_at)
        if report is not None:
            store.queue(connection, report)

    def _copy(self, first: QueuedMail, copy_id: UUID, asked_by: str) -> QueuedMail:
        now, about = self._clock.now(), str(copy_id)
        message_id = self._sender.message_id(first.order_number, first.kind, about)
        return QueuedMail(
            uuid4(),
            first.order_number,
            first.kind,
            first.recipient,
            copy_of(first.message or b"", message_id=message_id, at=now),
            now,
            now,
            about=about,
            asked_by=asked_by,
            gift_cards=first.gift_cards,
        )

    def _mail(self, kind: MailKind, order: OrderData, now: datetime) -> QueuedMail:
        """The mail with its message, which every later attempt sends unchanged, with its codes filled in."""
        mail = QueuedMail(uuid4(), order.order_number, kind, order.email, None, now, now, about=order.about)
        if kind is MailKind.CONFIRMATION:
            mail = replace(mail, gift_cards=order.gift_cards)
        try:
            recipient = envelope_address(order.email)
        except UnmailableAddress as error:
            _log.error("a customer cannot be reached", extra={"order_number": order.order_number})
            return mail.bounced(str(error))
        return replace(mail, message=self._message(mail, recipient, order))

    def _message(self, mail: QueuedMail, recipient: str, order: OrderData) -> bytes:
        bound = correlation.current()
        trace = {"traceparent": bound.traceparent} | ({"baggage": bound.baggage} if bound.baggage else {})
        return compose(
            _content(mail.kind, order, self._shop_url),
            sender=self._sender,
            recipient=recipient,
            message_id=self._sender.message_id(order.order_number, mail.kind, mail.about),
            at=mail.created_at,
            trace=trace,
        )


def _content(kind: MailKind, order: OrderData, shop_url: str) -> RenderedMail:
    content = mail_content(kind, order, shop_url)
    return RenderedMail(content.language, content.subject, as_text.render(content), as_html.render(content))


_CONFIRMING = (MailKind.CONFIRMATION, MailKind.INVOICE)
"""An order has one of them."""


def _to_copy(mails: list[QueuedMail]) -> QueuedMail:
    """The order's first confirmation; raises a refusal where it must not be copied."""
    confirmations = [mail for mail in mails if mail.kind in _CONFIRMING]
    if not confirmations or confirmations[0].message is None:
        raise NothingToCopy("there is no confirmation of an order with this number that could be sent")
    if any(mail.kind is MailKind.CANCELLATION for mail in mails):
        raise OrderCanceled("the order is canceled, and its customer knows")
    if any(mail.state is MailState.QUEUED for mail in confirmations):
        raise ConfirmationPending("a confirmation of this order is still being tried")
    return confirmations[0]
