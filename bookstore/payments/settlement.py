"""Settles payments: calls the gateway until the outcome is known, for a request or in the background."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from bookstore.payments.gateway_calls import GatewayCalls
from bookstore.payments.lock import PaymentLock, PaymentLocked
from bookstore.payments.model import Payment, UnsettledStatus
from bookstore.payments.states import GatewayOperation, MoveNotAllowed
from bookstore.payments.store import Store
from bookstore.payments.transition import Transition
from bookstore.platform import correlation
from bookstore.platform.clock import Alarm, Clock
from bookstore.platform.worker import pause_until

_log = logging.getLogger(__name__)
_BATCH = 20  # payments of one background round
_IDLE = 1.0  # seconds; another instance may have stored a payment
_LOCKED_PAUSE = 0.05  # seconds until a due payment is tried again that another thread or instance has locked
_SHORTEST_CALL = 0.2  # seconds; a call with less time than this is not begun


@dataclass(frozen=True)
class SettlementTimeouts:
    """Seconds a caller is kept waiting for the gateway, and seconds one payment may take in the background.

    A caller learns that the outcome is not known yet while it still listens: our services wait 2 seconds.
    """

    caller: float = 1.8
    background: float = 10.0


class TimeBudget:
    """The time that is left for a caller to wait."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds, 0 when used up."""
        return max(0.0, self._until - time.monotonic())


class Settler:
    """Settles payments; each payment by one thread of all instances at a time, the holder of its lock."""

    def __init__(self, store: Store, calls: GatewayCalls, clock: Clock, timeouts: SettlementTimeouts) -> None:
        self._store = store
        self._calls = calls
        self._clock = clock
        self._timeouts = timeouts
        self._never = Alarm()

    def run_once(self) -> float:
        """Settle what is due; the seconds until the next payment is due."""
        locked = False
        for due in self._store.due(self._clock.now(), _BATCH):
            with correlation.correlated(due.correlation):
                locked |= not self._settle_due(due.checkout_id)
        following = self._store.next_due()
        return max(pause_until(following, self._clock.now(), _IDLE), _LOCKED_PAUSE if locked else 0.0)

    def budget(self) -> TimeBudget:
        """The time a caller can be kept waiting, from now."""
        return TimeBudget(self._timeouts.caller)

    def settle(
        self, lock: PaymentLock, payment: Payment, budget: TimeBudget, *, sending: bool = False
    ) -> Payment:
        """Call the gateway while the budget lasts; a payment that is unsettled then is settled later.

        `sending`: the payment is stored as being sent already.
        """
        if sending:
            payment = self._send(lock, payment, budget.left)
        return self._settle(lock, payment, budget, for_caller=True)

    def inquire(self, lock: PaymentLock, payment: Payment, budget: TimeBudget) -> Payment:
        """Make the requested inquiry at once, for a caller that waits for its result."""
        return self._settle(lock, payment, budget, for_caller=False)

    def _settle_due(self, checkout_id: UUID) -> bool:
        """Settle one due payment; False where it is locked. A contradiction must not stop the others."""
        try:
            with self._store.locked(checkout_id, 0.0) as lock:
                if stored := lock.read():
                    budget = TimeBudget(self._timeouts.background)
                    self._settle(lock, stored.payment, budget, for_caller=False)
        except PaymentLocked:
            return False
        except (IntegrityError, MoveNotAllowed, LookupError):
            _log.exception("a payment makes no sense", extra={"checkout_id": str(checkout_id)})
            now = self._clock.now()
            self._store.apply(checkout_id, Transition.of(_contradicting, now), now)
        return True

    def _settle(
        self, lock: PaymentLock, payment: Payment, budget: TimeBudget, *, for_caller: bool
    ) -> Payment:
        while (operation := payment.next_operation()) is not None:
            if operation is GatewayOperation.INQUIRE and for_caller:
                break  # an inquiry after a webhook event: no caller waits for it
            left, pause = budget.left, self._pause(payment)
            if left - pause < _SHORTEST_CALL or (pause > 0 and not for_caller):
                break
            if pause > 0:
                self._clock.wait(self._never, pause)
            payment = self._step(lock, left - pause)
        return payment

    def _pause(self, payment: Payment) -> float:
        return max(0.0, (payment.due_at - self._clock.now()).total_seconds()) if payment.due_at else 0.0

    def _step(self, lock: PaymentLock, seconds: float) -> Payment:
        """Store, call, store the result: after a crash in between, the outcome is unknown, never guessed."""
        now = self._clock.now()
        return self._send(lock, lock.apply(Transition.of(Payment.record_sending, now), now), seconds)

    def _send(self, lock: PaymentLock, payment: Payment, seconds: float) -> Payment:
        operation = payment.next_operation()
        if operation is None:
            return payment
        transition = self._calls.call(operation, payment, seconds)
        now = self._clock.now()
        after = lock.apply(Transition.of(_settled_or_postponed, transition, now), now)
        _report(operation, payment, after)
        return after


def _settled_or_postponed(payment: Payment, transition: Transition, now: datetime) -> Payment:
    """An answer that settles nothing counts as no answer: the gateway is called again later."""
    try:
        return transition.apply(payment)
    except UnsettledStatus as error:
        _log.warning("the gateway's answer settles nothing", extra={"why": str(error)})
        return payment.postponed(now)


def _contradicting(payment: Payment, now: datetime) -> Payment:
    return payment.flagged("contradiction").postponed(now)


def _report(operation: GatewayOperation, before: Payment, after: Payment) -> None:
    moved = {
        "act": operation,
        "checkout_id": str(after.checkout_id),
        "from": before.state,
        "to": after.state,
    }
    _log.info("the gateway was asked", extra=moved)
    if after.flag and not before.flag:
        _log.error("a payment needs attention", extra={**moved, "alert": after.flag, "flag": after.flag})
