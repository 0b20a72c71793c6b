"""The attempts at a call to the gateway: what is stored before one, and when the next is due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from bookstore.payments.record import PaymentRecord

_FIRST_PAUSE = 0.2  # seconds
_LONGEST_PAUSE = 20.0  # seconds


@dataclass(frozen=True)
class PaymentAttempts(PaymentRecord):
    """A payment with the attempts at the call that it needs next."""

    def record_sending(self, now: datetime) -> Self:
        """The payment to be stored before a call is sent."""
        if self.next_operation() is None:
            return self
        return replace(
            self,
            first_sent_at=self.first_sent_at or now,
            due_at=now,
            unanswered=self.unanswered + 1,
            attempts=self.attempts + 1,
        )

    def postponed(self, now: datetime, seconds: float | None = None) -> Self:
        """The next call is due after these seconds, or after a pause that doubles with each attempt."""
        doubled = _FIRST_PAUSE * 2.0 ** min(self.attempts - 1, 20)
        pause = min(_LONGEST_PAUSE, doubled if seconds is None else seconds)
        return replace(self, due_at=now + timedelta(seconds=pause)) if self.next_operation() else self

    def with_new_key(self, now: datetime) -> Self:
        """The idempotency key replays an error and the operation was not executed: use a new key."""
        return replace(self, spent_keys=self.spent_keys + 1).postponed(now)
