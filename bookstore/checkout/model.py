"""One checkout: its state, the moves between states, and how long each step is retried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from bookstore.checkout.saga import CheckoutStep, Compensation, compensations_of, plan_for
from bookstore.platform.schemas import PaymentMethodKind


class CheckoutState(StrEnum):
    """The states of a checkout. `WAITING`: the customer is to confirm the payment at the bank's page."""

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


_BEFORE_ORDER = frozenset(
    {
        *(CheckoutStep.RESERVE, CheckoutStep.QUOTE, CheckoutStep.REDEEM),
        *(CheckoutStep.AUTHORIZE, CheckoutStep.CHARGE),
        *(CheckoutStep.EXPECT_TRANSFER, CheckoutStep.CREATE_ORDER),
    }
)


@dataclass(frozen=True)
class CheckoutDeadlines:
    """How long a failing step is retried before the checkout is compensated.

    `before_order` is short, since the customer waits at the browser. `capture` is for the capture of an
    existing order. The steps after the capture are retried without end. `challenge` is the time for
    a customer at the bank's page: less than the life of a reservation.
    """

    before_order: timedelta = timedelta(seconds=3)
    capture: timedelta = timedelta(hours=1)
    challenge: timedelta = timedelta(minutes=10)

    def for_step(self, step: CheckoutStep) -> timedelta | None:
        """The limit since the checkout began or was resumed; None: without end."""
        if step in _BEFORE_ORDER:
            return self.before_order
        return self.capture if step is CheckoutStep.CAPTURE else None


@dataclass(frozen=True)
class StoredRefusal:
    """Why a checkout ends without an order: the slug, the detail and further members of its problem."""

    slug: str
    detail: str
    members: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Checkout:
    """A checkout as stored.

    `step` is the step about to be carried out, or the one at which a process died. `in_doubt`: it may have
    been carried out without our knowledge. `compensations` are those that are still to be made.
    `worked_on_since` is when the checkout began, or when its customer came back. `waits_until` is the
    deadline for the customer's confirmation.
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
        """Every step of this checkout; the payment steps are left out where nothing is left to pay."""
        quote = self.results.get("quote")
        payment = self.submission.get("payment")
        payable = quote is None or quote["grand_total"] > self.redeemed
        method = PaymentMethodKind(payment["method"]) if payment and payable else None
        costs = quote is None or quote["grand_total"] > 0
        return plan_for(method, redeems=self.redeems and costs)

    @property
    def redeems(self) -> bool:
        """Whether the customer pays with gift cards or store credit."""
        return bool(self.submission.get("gift_cards") or self.submission.get("store_credit"))

    @property
    def redeemed(self) -> int:
        """What gift cards and store credit give, in minor units; 0 before their step."""
        return int(self.results.get("redeemed", 0))

    @property
    def to_pay(self) -> int:
        """What they leave of the bound grand total for the payment, in minor units."""
        return int(self.results["quote"]["grand_total"]) - self.redeemed

    @property
    def captured(self) -> int:
        """What its payment has captured when its steps are done: nothing where it is charged at shipment."""
        payment = self.submission["payment"]
        on_shipment = payment and payment["method"] == PaymentMethodKind.CARD_ON_SHIPMENT
        return 0 if on_shipment else self.to_pay

    def done(self, result: Mapping[str, Any]) -> Checkout:
        """The checkout after its step succeeded: at the next step, or completed."""
        moved = replace(self, results={**self.results, **result}, attempts=0, in_doubt=False)
        following = moved.plan[moved.plan.index(self.step) + 1 :]
        if not following:
            return moved._to(CheckoutState.COMPLETED)
        return replace(moved, step=following[0])

    def waiting_for_customer(self, action: Mapping[str, Any], until: datetime) -> Checkout:
        """The checkout that waits for its customer until then; a deadline that is set already stays."""
        waits_until = self.waits_until or until
        stored = {**action, "until": waits_until.isoformat()}
        moved = replace(self, results={**self.results, "action": stored}, waits_until=waits_until)
        return moved._to(CheckoutState.WAITING) if self.state is CheckoutState.RUNNING else moved

    def inquired_again(self) -> Checkout:
        """The checkout after an inquiry that found no confirmation yet."""
        return replace(self, attempts=self.attempts + 1)

    def resumed(self, now: datetime) -> Checkout:
        """The checkout after the customer's confirmation; its deadlines begin anew."""
        left = {name: value for name, value in self.results.items() if name != "action"}
        moved = replace(self, results=left, waits_until=None, worked_on_since=now, attempts=0)
        return moved._to(CheckoutState.RUNNING) if self.state is CheckoutState.WAITING else self

    def wait_expired(self, now: datetime) -> bool:
        """Whether the deadline for the confirmation has passed."""
        return self.waits_until is not None and now >= self.waits_until

    @property
    def caller_should_wait(self) -> bool:
        """Whether a caller should wait: while the outcome is open, or while money is to be reversed."""
        money = {Compensation.REVERSE, Compensation.UNREDEEM}
        return self.state is CheckoutState.RUNNING or not money.isdisjoint(self.compensations)

    def failed(self, *, not_executed: bool) -> Checkout:
        """The checkout after a call without a reliable answer; `not_executed`: it was certainly not sent."""
        doubt = self.in_doubt or not not_executed
        return replace(self, attempts=self.attempts + 1, in_doubt=doubt)

    def compensating(self, refusal: StoredRefusal, *, in_doubt: bool) -> Checkout:
        """The checkout with every earlier step to compensate, and the step at hand when it is in doubt."""
        if self.state not in (CheckoutState.RUNNING, CheckoutState.WAITING):
            raise ValueError(f"a checkout that is {self.state} cannot be compensated")
        in_doubt = in_doubt or self.state is CheckoutState.WAITING
        left = compensations_of(self.plan, self.step, in_doubt=in_doubt)
        moved = replace(self, compensations=left, refusal=refusal, attempts=0, waits_until=None)
        return moved._to(CheckoutState.COMPENSATING if left else CheckoutState.REFUSED)

    def compensated(self, compensation: Compensation) -> Checkout:
        """The checkout after this compensation; refused once none is left."""
        left = tuple(other for other in self.compensations if other is not compensation)
        compensated = replace(self, compensations=left)
        return compensated if left else compensated._to(CheckoutState.REFUSED)

    def deadline_passed(self, deadlines: CheckoutDeadlines, now: datetime) -> bool:
        """Whether the step at hand must not be retried any longer."""
        limit = deadlines.for_step(self.step)
        return limit is not None and now - self.worked_on_since >= limit

    def _to(self, state: CheckoutState) -> Checkout:
        if state not in MOVES[self.state]:
            raise ValueError(f"a checkout that is {self.state} cannot become {state}")
        return replace(self, state=state)


def pause_between_inquiries(inquiries: int) -> float:
    """Seconds until the next inquiry about a waiting payment: 0.5, growing to 15."""
    return float(min(0.5 * 1.5 ** min(inquiries, 12), 15.0))


def pause_after(attempts: int) -> float:
    """Seconds until a failed step is retried: 0.05 doubled each time, at most 30."""
    return float(min(0.05 * 2 ** min(attempts, 12), 30.0))
