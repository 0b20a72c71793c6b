"""The saga of one checkout: its steps, their order, their undo acts, and how long each is tried.

Copies are reserved and the price is bound before any money is asked for; a card is only charged once the
order exists; the mail goes out last. Reasons: docs/adr, saga order and compensation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from bookstore.platform.schemas import PaymentMethod


class CheckoutState(StrEnum):
    """Where a checkout stands. `WAITING` is for the customer, who confirms the payment at the bank's page."""

    RUNNING = "running"
    WAITING = "waiting"
    COMPENSATING = "compensating"
    COMPLETED = "completed"
    REFUSED = "refused"


MOVES: Mapping[CheckoutState, frozenset[CheckoutState]] = {
    CheckoutState.RUNNING: frozenset(
        {CheckoutState.WAITING, CheckoutState.COMPENSATING, CheckoutState.COMPLETED, CheckoutState.REFUSED}
    ),
    CheckoutState.WAITING: frozenset({CheckoutState.RUNNING, CheckoutState.COMPENSATING}),
    CheckoutState.COMPENSATING: frozenset({CheckoutState.REFUSED}),
    CheckoutState.COMPLETED: frozenset(),
    CheckoutState.REFUSED: frozenset(),
}


class CheckoutStep(StrEnum):
    """The acts of a checkout at other services."""

    RESERVE = "reserve"
    QUOTE = "quote"
    AUTHORIZE = "authorize"
    CHARGE = "charge"
    CREATE_ORDER = "create-order"
    CAPTURE = "capture"
    CONFIRM = "confirm"
    MARK_PAID = "mark-paid"
    CLOSE_CART = "close-cart"


class Compensation(StrEnum):
    """The compensations, in the order they are done: the customer's money first."""

    REVERSE_PAYMENT = "return-payment"
    CANCEL_ORDER = "cancel-order"
    RELEASE_QUOTE = "release-quote"
    RESTOCK = "restock"
    RELEASE = "release"


_OPENING = (CheckoutStep.RESERVE, CheckoutStep.QUOTE)
_CLOSING = (CheckoutStep.CONFIRM, CheckoutStep.MARK_PAID, CheckoutStep.CLOSE_CART)
_PAYING: Mapping[PaymentMethod | None, tuple[CheckoutStep, ...]] = {
    PaymentMethod.CARD: (CheckoutStep.AUTHORIZE, CheckoutStep.CREATE_ORDER, CheckoutStep.CAPTURE),
    PaymentMethod.WALLET: (CheckoutStep.CHARGE, CheckoutStep.CREATE_ORDER),
    None: (CheckoutStep.CREATE_ORDER,),
}

_UNDO: Mapping[CheckoutStep, Compensation] = {
    CheckoutStep.RESERVE: Compensation.RELEASE,
    CheckoutStep.QUOTE: Compensation.RELEASE_QUOTE,
    CheckoutStep.AUTHORIZE: Compensation.REVERSE_PAYMENT,
    CheckoutStep.CHARGE: Compensation.REVERSE_PAYMENT,
    CheckoutStep.CREATE_ORDER: Compensation.CANCEL_ORDER,
    CheckoutStep.CAPTURE: Compensation.REVERSE_PAYMENT,
    CheckoutStep.CONFIRM: Compensation.RESTOCK,
}


@dataclass(frozen=True)
class CheckoutDeadlines:
    """How long a failing act is tried before the checkout turns back.

    Before the order exists the customer waits at the browser, so it is short. The capture of an existing
    order is worth waiting for. What follows the capture is never given up. `challenge` is how long a customer
    may take at the bank's page: less than copies are reserved for.
    """

    before_order: timedelta = timedelta(seconds=3)
    capture: timedelta = timedelta(hours=1)
    challenge: timedelta = timedelta(minutes=10)

    def for_step(self, step: CheckoutStep) -> timedelta | None:
        """The time since the checkout began or was resumed, or None for as long as it takes."""
        if step in (*_OPENING, CheckoutStep.AUTHORIZE, CheckoutStep.CHARGE, CheckoutStep.CREATE_ORDER):
            return self.before_order
        return self.capture if step is CheckoutStep.CAPTURE else None


@dataclass(frozen=True)
class StoredRefusal:
    """Why a checkout ends without an order: slug of the problem type, sentence, and further members."""

    slug: str
    detail: str
    members: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Checkout:
    """One saga, as stored.

    `step` is the act that is about to be done, or was when a process died; `in_doubt` says that it may have
    been done without our knowing. `compensations` are the compensations that are left. `worked_on_since` is when the
    checkout began, or when its customer came back; `waits_until` is how long it waits for them.
    """

    checkout_id: UUID
    state: CheckoutState
    step: CheckoutStep
    submission: Mapping[str, Any]
    results: Mapping[str, Any]
    compensations: tuple[Compensation, ...]
    refusal: StoredRefusal | None
    owner: int
    fence: int
    attempts: int
    in_doubt: bool
    created_at: datetime
    traceparent: str
    baggage: str
    worked_on_since: datetime
    waits_until: datetime | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in (CheckoutState.COMPLETED, CheckoutState.REFUSED)

    @property
    def plan(self) -> tuple[CheckoutStep, ...]:
        """Every step of this checkout; what is paid, and how, is known once the quote is."""
        quote = self.results.get("quote")
        payable = quote is None or quote["grand_total"] > 0
        payment = self.submission.get("payment")
        method = PaymentMethod(payment["method"]) if payment and payable else None
        return (*_OPENING, *_PAYING[method], *_CLOSING)

    def done(self, result: Mapping[str, Any]) -> Checkout:
        """The step was done: on to the next, or completed."""
        moved = replace(self, results={**self.results, **result}, attempts=0, in_doubt=False)
        following = moved.plan[moved.plan.index(self.step) + 1 :]
        if not following:
            return moved._to(CheckoutState.COMPLETED)
        return replace(moved, step=following[0])

    def waiting_for_customer(self, action: Mapping[str, Any], until: datetime) -> Checkout:
        """The customer must act first, at the latest by then; a deadline that is set stays."""
        waits_until = self.waits_until or until
        told = {**action, "until": waits_until.isoformat()}
        moved = replace(self, results={**self.results, "action": told}, waits_until=waits_until)
        return moved._to(CheckoutState.WAITING) if self.state is CheckoutState.RUNNING else moved

    def inquired_again(self) -> Checkout:
        """The customer has not acted yet."""
        return replace(self, attempts=self.attempts + 1)

    def resumed(self, now: datetime) -> Checkout:
        """The customer has acted: patience begins anew."""
        left = {name: value for name, value in self.results.items() if name != "action"}
        moved = replace(self, results=left, waits_until=None, worked_on_since=now, attempts=0)
        return moved._to(CheckoutState.RUNNING) if self.state is CheckoutState.WAITING else self

    def wait_expired(self, now: datetime) -> bool:
        """Whether the customer has let the time for the challenge pass."""
        return self.waits_until is not None and now >= self.waits_until

    @property
    def caller_should_wait(self) -> bool:
        """Whether the shopper is better told later: while the outcome, or their money, is not settled."""
        return self.state is CheckoutState.RUNNING or Compensation.REVERSE_PAYMENT in self.compensations

    def failed(self, *, not_executed: bool) -> Checkout:
        """The step brought no answer to rely on."""
        doubt = self.in_doubt or not not_executed
        return replace(self, attempts=self.attempts + 1, in_doubt=doubt)

    def compensating(self, refusal: StoredRefusal, *, in_doubt: bool) -> Checkout:
        """Undo what was done, and the step at hand as well when nobody knows whether it was."""
        if self.state not in (CheckoutState.RUNNING, CheckoutState.WAITING):
            raise ValueError(f"a checkout that is {self.state} cannot turn back")
        steps = compensations_of(
            self.plan, self.step, in_doubt=in_doubt or self.state is CheckoutState.WAITING
        )
        turned = replace(self, compensations=steps, refusal=refusal, attempts=0, waits_until=None)
        return turned._to(CheckoutState.COMPENSATING if steps else CheckoutState.REFUSED)

    def compensated(self, compensation: Compensation) -> Checkout:
        """One compensation was done: refused for good once none is left."""
        left = tuple(other for other in self.compensations if other is not compensation)
        compensated = replace(self, compensations=left)
        return compensated if left else compensated._to(CheckoutState.REFUSED)

    def deadline_passed(self, patience: CheckoutDeadlines, now: datetime) -> bool:
        """Whether the step at hand has been tried for long enough."""
        limit = patience.for_step(self.step)
        return limit is not None and now - self.worked_on_since >= limit

    def _to(self, state: CheckoutState) -> Checkout:
        if state not in MOVES[self.state]:
            raise ValueError(f"a checkout that is {self.state} cannot become {state}")
        return replace(self, state=state)


def compensations_of(
    plan: Sequence[CheckoutStep], step: CheckoutStep, *, in_doubt: bool
) -> tuple[Compensation, ...]:
    """The compensations of everything before `step`, and of `step` itself when it is in doubt."""
    count = plan.index(step) + (1 if in_doubt else 0)
    wanted = {_UNDO[done] for done in plan[:count] if done in _UNDO}
    if Compensation.RESTOCK in wanted:
        wanted.discard(
            Compensation.RELEASE
        )  # confirmed copies are no longer held: they come back by restocking
    return tuple(compensation for compensation in Compensation if compensation in wanted)


def pause_between_inquiries(looks: int) -> float:
    """Seconds until a waiting checkout is looked at again: half a second, growing to 15."""
    return float(min(0.5 * 1.5 ** min(looks, 12), 15.0))


def pause_after(attempts: int) -> float:
    """Seconds until a failed act is tried again: 50 ms doubled each time, at most 30 s."""
    return float(min(0.05 * 2 ** min(attempts, 12), 30.0))
