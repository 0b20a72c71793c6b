"""What notifications does: takes events, makes mails of them, and shows how the mails stand."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from bookstore.notifications import store
from bookstore.notifications.errors import Unmailable
from bookstore.notifications.letter import write
from bookstore.notifications.message import Sender, compose, envelope_address
from bookstore.notifications.model import KINDS, Kind, Mail
from bookstore.notifications.schemas import Event, OrderData
from bookstore.platform import correlation
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database

_log = logging.getLogger(__name__)


class Notifications:
    """All mails. `wake` is called whenever there may be one to send."""

    def __init__(self, database: Database, clock: Clock, sender: Sender) -> None:
        self._database = database
        self._clock = clock
        self._sender = sender
        self.wake: Callable[[], None] = lambda: None

    def take(self, event: Event) -> None:
        """Queue the event's mail, unless the event or its mail was there before."""
        kind, now = KINDS.get(event.type), self._clock.now()
        with self._database.transaction() as connection:
            is_new = store.remember(connection, event.source, event.id, event.type, now)
            if is_new and kind is not None:
                store.queue(connection, self._mail(kind, event.data, now))
        self.wake()

    def of_order(self, order_number: str) -> list[Mail]:
        """The order's mails, oldest first."""
        with self._database.transaction() as connection:
            return store.of_order(connection, order_number)

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
            write(mail.kind, order),
            sender=self._sender,
            recipient=recipient,
            message_id=self._sender.message_id(order.order_number, mail.kind, mail.about),
            at=mail.created_at,
            trace=trace,
        )
