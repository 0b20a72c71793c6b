"""Mails without I/O: their subject, their state, and what an attempt to send one changes.

Policy for the unknown outcome: a mail may have been delivered where it was handed over to the mail server and
no answer came back (the connection was lost, or this process died). It is handed over once more, with the
same Message-ID and the same bytes, so that the customer has at most one duplicate and can recognize it. Where
the second answer is lost as well, the mail is not sent a third time: it is `unconfirmed`, for the staff.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto
from uuid import UUID

from bookstore.platform.outbox import pause_after

MOST_HANDOVERS = 2
RETRIED_FOR = timedelta(days=5)  # RFC 5321, section 4.5.4.1: at least four to five days


class MailKind(StrEnum):
    """The kinds of mails."""

    CONFIRMATION = "confirmation"
    CANCELLATION = "cancellation"
    REFUND = "refund"
    REFUND_FAILURE = "refund-failure"
    SHIPMENT = "shipment"
    ADDRESS_CHANGE = "address-change"
    REDUCTION = "reduction"
    """A refund has taken something off what is owed on invoice."""
    RETURN = "return"
    EXCHANGE = "exchange"
    TRANSFER = "transfer"
    """It asks for a transfer by bank."""
    UNDERPAYMENT = "underpayment"
    INVOICE = "invoice"
    """It confirms an order that is paid later, and says until when."""
    RECEIPT = "receipt"
    """The whole sum of an order on invoice has arrived."""
    REMINDER = "reminder"
    """An order on invoice is overdue."""
    LAPSE = "lapse"
    """An order was not paid in time."""
    BOUNCE = "bounce"
    """To support: another mail could not be delivered."""


KINDS: Mapping[str, MailKind] = {
    "order.paid": MailKind.CONFIRMATION,
    "order.canceled": MailKind.CANCELLATION,
    "order.refunded": MailKind.REFUND,
    "order.refund_failed": MailKind.REFUND_FAILURE,
    "order.reduced": MailKind.REDUCTION,
    "order.shipped": MailKind.SHIPMENT,
    "order.address_changed": MailKind.ADDRESS_CHANGE,
    "order.returned": MailKind.RETURN,
    "order.exchanged": MailKind.EXCHANGE,
    "order.awaiting_transfer": MailKind.TRANSFER,
    "order.underpaid": MailKind.UNDERPAYMENT,
    "order.owed": MailKind.INVOICE,
    "order.settled": MailKind.RECEIPT,
    "order.overdue": MailKind.REMINDER,
    "order.lapsed": MailKind.LAPSE,
}


class MailState(StrEnum):
    """The states of a mail."""

    QUEUED = "queued"
    SENT = "sent"
    BOUNCED = "bounced"
    UNCONFIRMED = "unconfirmed"


class DeliveryOutcome(StrEnum):
    """The outcome of an attempt, by the answer of the mail server."""

    DELIVERED = auto()
    NOT_NOW = auto()
    REFUSED = auto()
    UNKNOWN = auto()


MOVES: Mapping[MailState, Mapping[DeliveryOutcome, MailState]] = {
    MailState.QUEUED: {
        DeliveryOutcome.DELIVERED: MailState.SENT,
        DeliveryOutcome.NOT_NOW: MailState.QUEUED,
        DeliveryOutcome.REFUSED: MailState.BOUNCED,
        DeliveryOutcome.UNKNOWN: MailState.QUEUED,
    }
}


@dataclass(frozen=True)
class QueuedMail:
    """One mail to one customer. `message` is what SMTP carries, None where no message could be made.

    `about` tells several mails of one kind apart: it names the refund, the shipment, the request for a copy
    (`asked_by` a member of staff), the mail that could not be delivered, or is empty. `gift_cards` are those
    whose codes stand in the message once it is sent; until then it has a placeholder for each.
    """

    mail_id: UUID
    order_number: str
    kind: MailKind
    recipient: str
    message: bytes | None
    created_at: datetime
    next_attempt_at: datetime | None
    state: MailState = MailState.QUEUED
    attempts: int = 0
    handovers: int = 0
    last_error: str | None = None
    sent_at: datetime | None = None
    about: str = ""
    tried_at: datetime | None = None
    asked_by: str | None = None
    gift_cards: tuple[UUID, ...] = ()

    @property
    def undelivered(self) -> bool:
        """Whether it is not retried any more, so that the customer may have to be reached another way."""
        return self.state in (MailState.BOUNCED, MailState.UNCONFIRMED)

    @property
    def exhausted(self) -> bool:
        """Whether it was handed over as often as allowed, each time without an answer."""
        return self.state is MailState.QUEUED and self.handovers >= MOST_HANDOVERS

    def bounced(self, why: str) -> QueuedMail:
        """The mail after it proved undeliverable."""
        return replace(self, state=MailState.BOUNCED, next_attempt_at=None, last_error=why)

    def unconfirmed(self) -> QueuedMail:
        """The mail after its last allowed handover."""
        return replace(self, state=MailState.UNCONFIRMED, next_attempt_at=None)

    def after(self, outcome: DeliveryOutcome, reply: str, now: datetime) -> QueuedMail:
        """The mail after an attempt. `reply` is the server's answer, or what was seen instead of one.

        An answered handover does not count: only one with an unknown outcome can make a duplicate.
        """
        state = MOVES[self.state][outcome]
        if state is MailState.QUEUED and now - self.created_at >= RETRIED_FOR:
            state = (
                MailState.UNCONFIRMED
                if outcome is DeliveryOutcome.UNKNOWN or self.handovers
                else MailState.BOUNCED
            )
        possible_duplicate = (
            now + timedelta(seconds=pause_after(self.attempts)) if state is MailState.QUEUED else None
        )
        tried = replace(
            self,
            state=state,
            attempts=self.attempts + 1,
            tried_at=now,
            handovers=self.handovers + (1 if outcome is DeliveryOutcome.UNKNOWN else 0),
            next_attempt_at=possible_duplicate,
            last_error=None if outcome is DeliveryOutcome.DELIVERED else reply,
            sent_at=now if outcome is DeliveryOutcome.DELIVERED else None,
        )
        return tried.unconfirmed() if tried.exhausted else tried
