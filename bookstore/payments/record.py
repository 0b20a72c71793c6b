"""One payment as it is stored, and what must be asked of the gateway about it next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from bookstore.payments.refund import Refund, Refunds, claimed
from bookstore.payments.states import Act, Method, RefundState, State
from bookstore.platform.money import Money

KEY_WINDOW = timedelta(hours=23)
"""How long a repeated key gives the first answer: Stripe may drop it after 24 hours. One hour is margin."""


@dataclass(frozen=True)
class Record:
    """What one checkout pays. Amounts of `captured` and `refunded` in minor units.

    `unanswered` counts the requests of the act at hand that may have reached the gateway without an answer;
    `attempts` counts all its tries since the last answer; `due_at` is when to ask again, None when settled.
    `action_url` is where the customer answers the bank's challenge.
    """

    checkout_id: UUID
    method: Method
    amount: Money
    state: State = State.AUTHORIZING
    captured: int = 0
    refunded: int = 0
    token: str | None = None
    gateway_id: str | None = None
    action_url: str | None = None
    decline_code: str | None = None
    flag: str | None = None
    return_asked: bool = False
    first_sent_at: datetime | None = None
    unanswered: int = 0
    attempts: int = 0
    spent_keys: int = 0
    look_asked: bool = False
    due_at: datetime | None = None
    refunds: Refunds = ()

    @property
    def open_refund(self) -> Refund | None:
        """The first refund the gateway has not taken yet."""
        return next((refund for refund in self.refunds if refund.state is RefundState.REFUNDING), None)

    @property
    def refundable(self) -> int:
        """Captured minor units that no refund, done or asked for, has claimed."""
        return self.captured - max(claimed(self.refunds), self.refunded)

    def next_act(self) -> Act | None:
        """What must be asked of the gateway next; None when everything is known."""
        if self.state is State.AUTHORIZING or (self.state is State.RETURNING and self.gateway_id is None):
            return Act.AUTHORIZE
        if self.state is State.CAPTURING:
            return Act.CAPTURE
        if self.open_refund is not None:
            return Act.REFUND
        if self.state is State.RETURNING:
            return Act.VOID
        return Act.LOOK if self.look_asked and self.gateway_id is not None else None

    def key(self, act: Act) -> str:
        """The idempotency key: the same for the same intent, however often and by whomever it is asked.

        A key is given up only after the gateway has stored an error under it and was asked what became of it.
        """
        refund = self.open_refund
        part = f"-{refund.refund_id}" if act is Act.REFUND and refund else ""
        again = f"-{self.spent_keys}" if self.spent_keys else ""
        return f"{self.checkout_id}-{act}{part}{again}"

    def key_expired(self, now: datetime) -> bool:
        """Whether the gateway may have forgotten the key, so that it must not be sent blindly."""
        return self.first_sent_at is not None and now - self.first_sent_at > KEY_WINDOW

    @property
    def open(self) -> bool:
        """Whether no money has moved and some still may."""
        waiting = (State.AUTHORIZING, State.ACTION_REQUIRED, State.AUTHORIZED, State.CAPTURING)
        return self.state in waiting or self.undone

    @property
    def undone(self) -> bool:
        """Whether it is on its way back before any money was taken."""
        return self.state is State.RETURNING and self.captured == 0

    @property
    def unpaid(self) -> bool:
        """Whether the issuer has not said yes yet."""
        return self.state in (State.AUTHORIZING, State.ACTION_REQUIRED) or self.undone

    @property
    def return_id(self) -> UUID:
        """The name of the refund that a return makes."""
        return uuid5(self.checkout_id, "return")

    @property
    def standing(self) -> State:
        """Where taken money stands, by what went back of it."""
        if self.refunded == 0:
            return State.CAPTURED
        return State.REFUNDED if self.refunded == self.captured else State.PARTIALLY_REFUNDED
