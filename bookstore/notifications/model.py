"""Mails as values: what they are about, where they stand, and what an attempt to send one changes.

Policy for the unknown outcome: a mail that was handed to the mail server without an answer coming back (the
connection broke, or this process died) may have been delivered. It is handed over once more, with the same
Message-ID and the same bytes, so that the customer has at most one duplicate and can recognize it. If that
answer is lost as well, it is not sent a third time: it is `unconfirmed`, for the staff to look into.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum, auto
from uuid import UUID

from bookstore.platform.outbox import pause_after

MOST_HANDOVERS = 2
GIVEN_UP_AFTER = timedelta(days=5)  # RFC 5321, section 4.5.4.1: at least four to five days


class Kind(StrEnum):
    """What a mail tells."""

    CONFIRMATION = "confirmation"
    CANCELLATION = "cancellation"
    REFUND = "refund"
    REFUND_FAILURE = "refund-failure"
    BOUNCE = "bounce"
    """To support: another mail could not be delivered."""


KINDS: Mapping[str, Kind] = {
    "order.paid": Kind.CONFIRMATION,
    "order.canceled": Kind.CANCELLATION,
    "order.refunded": Kind.REFUND,
    "order.refund_failed": Kind.REFUND_FAILURE,
}


class State(StrEnum):
    """Where a mail stands."""

    QUEUED = "queued"
    SENT = "sent"
    BOUNCED = "bounced"
    UNCONFIRMED = "unconfirmed"


class Outcome(StrEnum):
    """How an attempt ended, as far as the mail server told."""

    DELIVERED = auto()
    NOT_NOW = auto()
    REFUSED = auto()
    UNKNOWN = auto()


MOVES: Mapping[State, Mapping[Outcome, State]] = {
    State.QUEUED: {
        Outcome.DELIVERED: State.SENT,
        Outcome.NOT_NOW: State.QUEUED,
        Outcome.REFUSED: State.BOUNCED,
        Outcome.UNKNOWN: State.QUEUED,
    }
}


@dataclass(frozen=True)
class Mail:
    """One mail to one customer. `message` is what goes over the wire, None where none could be made.

    `about` tells several of one kind apart: the refund it tells of, the request for a copy (`asked_by` whom
    of the staff), the mail that could not be delivered, or nothing.
    """

    mail_id: UUID
    order_number: str
    kind: Kind
    recipient: str
    message: bytes | None
    created_at: datetime
    next_attempt_at: datetime | None
    state: State = State.QUEUED
    attempts: int = 0
    handovers: int = 0
    last_error: str | None = None
    sent_at: datetime | None = None
    about: str = ""
    tried_at: datetime | None = None
    asked_by: str | None = None

    @property
    def undelivered(self) -> bool:
        """Whether it is not tried any more, and the customer may have to be reached another way."""
        return self.state in (State.BOUNCED, State.UNCONFIRMED)

    @property
    def exhausted(self) -> bool:
        """Whether it was handed over as often as it may be, without ever an answer."""
        return self.state is State.QUEUED and self.handovers >= MOST_HANDOVERS

    def bounced(self, why: str) -> Mail:
        """The mail after it turned out that it can never be delivered."""
        return replace(self, state=State.BOUNCED, next_attempt_at=None, last_error=why)

    def unconfirmed(self) -> Mail:
        """The mail after the last handover it may have."""
        return replace(self, state=State.UNCONFIRMED, next_attempt_at=None)

    def after(self, outcome: Outcome, said: str, now: datetime) -> Mail:
        """The mail after an attempt. `said` is the server's answer, or what was seen instead of one.

        An answered handover does not count: only those whose outcome is unknown may make duplicates.
        """
        state = MOVES[self.state][outcome]
        if state is State.QUEUED and now - self.created_at >= GIVEN_UP_AFTER:
            state = State.UNCONFIRMED if outcome is Outcome.UNKNOWN or self.handovers else State.BOUNCED
        again = now + timedelta(seconds=pause_after(self.attempts)) if state is State.QUEUED else None
        tried = replace(
            self,
            state=state,
            attempts=self.attempts + 1,
            tried_at=now,
            handovers=self.handovers + (1 if outcome is Outcome.UNKNOWN else 0),
            next_attempt_at=again,
            last_error=None if outcome is Outcome.DELIVERED else said,
            sent_at=now if outcome is Outcome.DELIVERED else None,
        )
        return tried.unconfirmed() if tried.exhausted else tried
