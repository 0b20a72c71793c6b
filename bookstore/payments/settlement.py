"""Asks the gateway until everything about a payment is known: on request, and by itself in the background."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from bookstore.payments.gateway_calls import Asking
from bookstore.payments.model import OutcomeUnclear, Payment
from bookstore.payments.states import Act, MoveNotAllowed
from bookstore.payments.store import BeingWorkedOn, Change, Held, Store
from bookstore.platform import correlation
from bookstore.platform.clock import Clock

_log = logging.getLogger(__name__)
_BATCH = 20
_IDLE = 1.0  # seconds; another instance may have left something
_SHORTEST = 0.05  # seconds; somebody else works on what is due
_ENOUGH_TO_ASK = 0.2  # seconds; with less left there is no point in asking


@dataclass(frozen=True)
class Patience:
    """Seconds a caller is kept waiting for the gateway, and seconds one round in the background may last.

    A caller hears that the outcome is not known yet while it still listens: our services do so for 2 s.
    """

    caller: float = 1.8
    background: float = 10.0


class Budget:
    """What is left of the time a caller can be kept waiting."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds, 0 when used up."""
        return max(0.0, self._until - time.monotonic())


class Settler:
    """Moves payments on. The right to do so is held by one at a time, in all instances."""

    def __init__(self, store: Store, asking: Asking, clock: Clock, patience: Patience) -> None:
        self._store = store
        self._asking = asking
        self._clock = clock
        self._patience = patience
        self._never = Event()

    def act(self) -> float:
        """Ask about everything that is due (a worker's act)."""
        busy = False
        for due in self._store.due(self._clock.now(), _BATCH):
            with correlation.correlated(due.correlation):
                busy |= not self._attend(due.checkout_id)
        following = self._store.next_due()
        seconds = _IDLE if following is None else (following - self._clock.now()).total_seconds()
        return min(max(seconds, _SHORTEST if busy else 0.0), _IDLE)

    def budget(self) -> Budget:
        """The time a caller can be kept waiting, from now."""
        return Budget(self._patience.caller)

    def advance(self, held: Held, payment: Payment, budget: Budget, *, sending: bool = False) -> Payment:
        """Ask while the budget lasts; what is still unknown then is asked later.

        `sending`: the payment is stored as being sent already.
        """
        if sending:
            payment = self._send(held, payment, budget.left)
        return self._advance(held, payment, budget, waiting=True)

    def look(self, held: Held, payment: Payment, budget: Budget) -> Payment:
        """Ask for news at once, since somebody waits for them."""
        return self._advance(held, payment, budget, waiting=False)

    def _attend(self, checkout_id: UUID) -> bool:
        """False where somebody else works on it. A payment that makes no sense must not stop the others."""
        try:
            with self._store.alone(checkout_id, 0.0) as held:
                if stored := held.read():
                    self._advance(held, stored.payment, Budget(self._patience.background), waiting=False)
        except BeingWorkedOn:
            return False
        except (IntegrityError, MoveNotAllowed, LookupError):
            _log.exception("a payment makes no sense", extra={"checkout_id": str(checkout_id)})
            self._store.change(checkout_id, self._senseless, self._clock.now())
        return True

    def _senseless(self, fresh: Payment) -> Payment:
        return fresh.flagged("contradiction").put_off(self._clock.now())

    def _advance(self, held: Held, payment: Payment, budget: Budget, *, waiting: bool) -> Payment:
        while (act := payment.next_act()) is not None:
            if act is Act.LOOK and waiting:
                break  # news about others' acts: no caller waits for it
            left, pause = budget.left, self._pause(payment)
            if left - pause < _ENOUGH_TO_ASK or (pause > 0 and not waiting):
                break
            if pause > 0:
                self._clock.wait(self._never, pause)
            payment = self._step(held, left - pause)
        return payment

    def _pause(self, payment: Payment) -> float:
        return max(0.0, (payment.due_at - self._clock.now()).total_seconds()) if payment.due_at else 0.0

    def _step(self, held: Held, seconds: float) -> Payment:
        """Stored, asked, stored again: a crash in between leaves a question, never a guess."""
        now = self._clock.now()
        return self._send(held, held.change(lambda fresh: fresh.sending(now), now), seconds)

    def _send(self, held: Held, payment: Payment, seconds: float) -> Payment:
        act = payment.next_act()
        if act is None:
            return payment
        change = self._asking.ask(act, payment, seconds)
        after = held.change(_safely(change, self._clock.now()), self._clock.now())
        _report(act, payment, after)
        return after


def _safely(change: Change, now: datetime) -> Change:
    """An answer we cannot act on is no answer: ask again later."""

    def applied(fresh: Payment) -> Payment:
        try:
            return change(fresh)
        except OutcomeUnclear as unclear:
            _log.warning("the gateway's answer settles nothing", extra={"why": str(unclear)})
            return fresh.put_off(now)

    return applied


def _report(act: Act, before: Payment, after: Payment) -> None:
    moved = {"act": act, "checkout_id": str(after.checkout_id), "from": before.state, "to": after.state}
    _log.info("the gateway was asked", extra=moved)
    if after.flag and not before.flag:
        _log.error("a payment needs attention", extra={**moved, "alert": after.flag, "flag": after.flag})
