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


class State(StrEnum):
    """Where a checkout stands. `WAITING` is for the customer, who confirms the payment at the bank's page."""

    RUNNING = "running"
    WAITING = "waiting"
    COMPENSATING = "compensating"
    COMPLETED = "completed"
    REFUSED = "refused"


MOVES: Mapping[State, frozenset[State]] = {
    State.RUNNING: frozenset({State.WAITING, State.COMPENSATING, State.COMPLETED, State.REFUSED}),
    State.WAITING: frozenset({State.RUNNING, State.COMPENSATING}),
    State.COMPENSATING: frozenset({State.REFUSED}),
    State.COMPLETED: frozenset(),
    State.REFUSED: frozenset(),
}


class Step(StrEnum):
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


class Undo(StrEnum):
    """The compensations, in the order they are done: the customer's money first."""

    RETURN_PAYMENT = "return-payment"
    CANCEL_ORDER = "cancel-order"
    RELEASE_QUOTE = "release-quote"
    RESTOCK = "restock"
    RELEASE = "release"


class Method(StrEnum):
    """How the customer pays: a card is authorized and captured later, a wallet is charged at once."""

    CARD = "card"
    WALLET = "wallet"


_OPENING = (Step.RESERVE, Step.QUOTE)
_CLOSING = (Step.CONFIRM, Step.MARK_PAID, Step.CLOSE_CART)
_PAYING: Mapping[Method | None, tuple[Step, ...]] = {
    Method.CARD: (Step.AUTHORIZE, Step.CREATE_ORDER, Step.CAPTURE),
    Method.WALLET: (Step.CHARGE, Step.CREATE_ORDER),
    None: (Step.CREATE_ORDER,),
}

_UNDO: Mapping[Step, Undo] = {
    Step.RESERVE: Undo.RELEASE,
    Step.QUOTE: Undo.RELEASE_QUOTE,
    Step.AUTHORIZE: Undo.RETURN_PAYMENT,
    Step.CHARGE: Undo.RETURN_PAYMENT,
    Step.CREATE_ORDER: Undo.CANCEL_ORDER,
    Step.CAPTURE: Undo.RETURN_PAYMENT,
    Step.CONFIRM: Undo.RESTOCK,
}


@dataclass(frozen=True)
class Patience:
    """How long a failing act is tried before the checkout turns back.

    Before the order exists the customer waits at the browser, so it is short. The capture of an existing
    order is worth waiting for. What follows the capture is never given up. `challenge` is how long a customer
    may take at the bank's page: less than copies are reserved for.
    """

    before_order: timedelta = timedelta(seconds=3)
    capture: timedelta = timedelta(hours=1)
    challenge: timedelta = timedelta(minutes=10)

    def for_step(self, step: Step) -> timedelta | None:
        """The time since the checkout began or was resumed, or None for as long as it takes."""
        if step in (*_OPENING, Step.AUTHORIZE, Step.CHARGE, Step.CREATE_ORDER):
            return self.before_order
        return self.capture if step is Step.CAPTURE else None


@dataclass(frozen=True)
class Refused:
    """Why a checkout ends without an order: slug of the problem type, sentence, and further members."""

    slug: str
    detail: str
    members: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Checkout:
    """One saga, as stored.

    `step` is the act that is about to be done, or was when a process died; `in_doubt` says that it may have
    been done without our knowing. `undo` are the compensations that are left. `worked_on_since` is when the
    checkout began, or when its customer came back; `waits_until` is how long it waits for them.
    """

    checkout_id: UUID
    state: State
    step: Step
    submission: Mapping[str, Any]
    results: Mapping[str, Any]
    undo: tuple[Undo, ...]
    refusal: Refused | None
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
        return self.state in (State.COMPLETED, State.REFUSED)

    @property
    def plan(self) -> tuple[Step, ...]:
        """Every step of this checkout; what is paid, and how, is known once the quote is."""
        quote = self.results.get("quote")
        payable = quote is None or quote["grand_total"] > 0
        payment = self.submission.get("payment")
        method = Method(payment["method"]) if payment and payable else None
        return (*_OPENING, *_PAYING[method], *_CLOSING)

    def done(self, result: Mapping[str, Any]) -> Checkout:
        """The step was done: on to the next, or completed."""
        moved = replace(self, results={**self.results, **result}, attempts=0, in_doubt=False)
        following = moved.plan[moved.plan.index(self.step) + 1 :]
        if not following:
            return moved._to(State.COMPLETED)
        return replace(moved, step=following[0])

    def awaiting(self, action: Mapping[str, Any], until: datetime) -> Checkout:
        """The customer must act first, at the latest by then; a deadline that is set stays."""
        waits_until = self.waits_until or until
        told = {**action, "until": waits_until.isoformat()}
        moved = replace(self, results={**self.results, "action": told}, waits_until=waits_until)
        return moved._to(State.WAITING) if self.state is State.RUNNING else moved

    def asked_again(self) -> Checkout:
        """The customer has not acted yet."""
        return replace(self, attempts=self.attempts + 1)

    def resumed(self, now: datetime) -> Checkout:
        """The customer has acted: patience begins anew."""
        left = {name: value for name, value in self.results.items() if name != "action"}
        moved = replace(self, results=left, waits_until=None, worked_on_since=now, attempts=0)
        return moved._to(State.RUNNING) if self.state is State.WAITING else self

    def waited_long_enough(self, now: datetime) -> bool:
        """Whether the customer has let the time for the challenge pass."""
        return self.waits_until is not None and now >= self.waits_until

    @property
    def worth_waiting_for(self) -> bool:
        """Whether the shopper is better told later: while the outcome, or their money, is not settled."""
        return self.state is State.RUNNING or Undo.RETURN_PAYMENT in self.undo

    def failed(self, *, certainly_not_done: bool) -> Checkout:
        """The step brought no answer to rely on."""
        doubt = self.in_doubt or not certainly_not_done
        return replace(self, attempts=self.attempts + 1, in_doubt=doubt)

    def turned_back(self, refusal: Refused, *, in_doubt: bool) -> Checkout:
        """Undo what was done, and the step at hand as well when nobody knows whether it was."""
        if self.state not in (State.RUNNING, State.WAITING):
            raise ValueError(f"a checkout that is {self.state} cannot turn back")
        acts = undo_acts(self.plan, self.step, in_doubt=in_doubt or self.state is State.WAITING)
        turned = replace(self, undo=acts, refusal=refusal, attempts=0, waits_until=None)
        return turned._to(State.COMPENSATING if acts else State.REFUSED)

    def undone(self, act: Undo) -> Checkout:
        """One compensation was done: refused for good once none is left."""
        left = tuple(other for other in self.undo if other is not act)
        undone = replace(self, undo=left)
        return undone if left else undone._to(State.REFUSED)

    def patience_over(self, patience: Patience, now: datetime) -> bool:
        """Whether the step at hand has been tried for long enough."""
        limit = patience.for_step(self.step)
        return limit is not None and now - self.worked_on_since >= limit

    def _to(self, state: State) -> Checkout:
        if state not in MOVES[self.state]:
            raise ValueError(f"a checkout that is {self.state} cannot become {state}")
        return replace(self, state=state)


def undo_acts(plan: Sequence[Step], step: Step, *, in_doubt: bool) -> tuple[Undo, ...]:
    """The compensations of everything before `step`, and of `step` itself when it is in doubt."""
    count = plan.index(step) + (1 if in_doubt else 0)
    wanted = {_UNDO[done] for done in plan[:count] if done in _UNDO}
    if Undo.RESTOCK in wanted:
        wanted.discard(Undo.RELEASE)  # confirmed copies are no longer held: they come back by restocking
    return tuple(act for act in Undo if act in wanted)


def pause_between_looks(looks: int) -> float:
    """Seconds until a waiting checkout is looked at again: half a second, growing to 15."""
    return float(min(0.5 * 1.5 ** min(looks, 12), 15.0))


def pause_after(attempts: int) -> float:
    """Seconds until a failed act is tried again: 50 ms doubled each time, at most 30 s."""
    return float(min(0.05 * 2 ** min(attempts, 12), 30.0))
