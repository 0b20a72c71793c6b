"""Asks the gateway until everything about a payment is known: on request, and by itself in the background."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from bookstore.payments import declines
from bookstore.payments.answers import (
    Declined,
    GatewayTrouble,
    IntentStatus,
    Misconfigured,
    NotExecuted,
    Rejected,
    Unknown,
)
from bookstore.payments.gateway import Gateway
from bookstore.payments.model import OutcomeUnclear, Payment
from bookstore.payments.states import Act
from bookstore.payments.store import BeingWorkedOn, Change, Held, Store
from bookstore.platform import correlation
from bookstore.platform.clock import Clock

_log = logging.getLogger(__name__)
_BATCH = 20
_IDLE = 1.0  # seconds; another instance may have left something
_SHORTEST = 0.05  # seconds; somebody else works on what is due
_WHILE_REFUSED = 5.0  # seconds; a wrong key is mended by a person
_ENOUGH_TO_ASK = 0.2  # seconds; with less left there is no point in asking


@dataclass(frozen=True)
class Patience:
    """Seconds a caller is kept waiting for the gateway, and seconds one round in the background may last."""

    caller: float = 2.2
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

    def __init__(self, store: Store, gateway: Gateway, clock: Clock, patience: Patience) -> None:
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._patience = patience
        self._never = Event()
        self._acts: Mapping[Act, Callable[[Payment], Change]] = {
            Act.AUTHORIZE: self._authorize,
            Act.CAPTURE: self._capture,
            Act.VOID: self._void,
            Act.REFUND: self._refund,
            Act.LOOK: self._look,
        }

    def act(self) -> float:
        """Ask about everything that is due (a worker's act)."""
        busy = False
        for due in self._store.due(self._clock.now(), _BATCH):
            with correlation.correlated(due.correlation):
                try:
                    with self._store.alone(due.checkout_id, 0.0) as held:
                        if stored := held.read():
                            self._advance(
                                held, stored.payment, Budget(self._patience.background), waiting=False
                            )
                except BeingWorkedOn:
                    busy = True
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
        with self._gateway.within(seconds):
            change = self._ask(act, payment)
        after = held.change(_safely(change, self._clock.now()), self._clock.now())
        _report(act, payment, after)
        return after

    def _ask(self, act: Act, payment: Payment) -> Change:
        try:
            return self._acts[act](payment)
        except NotExecuted as trouble:
            _noted(act, trouble)
            retry_after = trouble.retry_after
            return lambda fresh: fresh.not_executed(self._clock.now(), retry_after)
        except Misconfigured as trouble:
            _noted(act, trouble)
            return lambda fresh: fresh.put_off(self._clock.now(), _WHILE_REFUSED)
        except GatewayTrouble as trouble:
            _noted(act, trouble)
            return self._later

    def _later(self, fresh: Payment) -> Payment:
        return fresh.put_off(self._clock.now())

    def _authorize(self, payment: Payment) -> Change:
        doubted = payment.unanswered > 1
        if payment.token is None or payment.key_expired(self._clock.now()):
            return self._look_up(payment)
        try:
            intent = self._gateway.authorize(
                payment.checkout_id, payment.amount, payment.method, payment.token, payment.key(Act.AUTHORIZE)
            )
        except Declined as declined:
            code, intent_id = declined.code, declined.intent_id
            return lambda fresh: fresh.declined(code, intent_id)
        except Misconfigured:
            if doubted:
                raise
            return lambda fresh: fresh.failed(declines.UNAVAILABLE)
        except Rejected:
            # With an earlier request in doubt, this refusal says nothing about that one.
            return self._look_up(payment) if doubted else lambda fresh: fresh.failed(declines.UNAVAILABLE)
        except Unknown as trouble:
            if not trouble.replayed:
                raise
            return self._look_up(payment)
        return lambda fresh: fresh.learned(intent, self._clock.now())

    def _look_up(self, payment: Payment) -> Change:
        """No further answer can come under our key: what the gateway has listed is what was done."""
        found = self._gateway.find(payment.checkout_id, payment.first_sent_at or self._clock.now())
        if found is None:
            return lambda fresh: fresh.failed(declines.UNAVAILABLE)
        return lambda fresh: fresh.learned(found, self._clock.now())

    def _capture(self, payment: Payment) -> Change:
        intent_id = _intent_id(payment)
        if payment.unanswered > 1:
            seen = self._gateway.retrieve(intent_id)
            if seen.status is not IntentStatus.REQUIRES_CAPTURE:
                return lambda fresh: fresh.learned(seen, self._clock.now())
        try:
            intent = self._gateway.capture(intent_id, payment.key(Act.CAPTURE))
        except Misconfigured:
            raise
        except Declined as declined:
            return self._not_captured(intent_id, declined.code)
        except Rejected:
            return self._not_captured(intent_id, declines.UNAVAILABLE)
        except Unknown as trouble:
            if not trouble.replayed:
                raise
            return self._not_captured(intent_id, None)
        return lambda fresh: fresh.learned(intent, self._clock.now())

    def _not_captured(self, intent_id: str, code: str | None) -> Change:
        seen = self._gateway.retrieve(intent_id)
        if seen.status is not IntentStatus.REQUIRES_CAPTURE:
            return lambda fresh: fresh.learned(seen, self._clock.now())
        if code is None:
            return lambda fresh: fresh.with_new_key(self._clock.now())
        return lambda fresh: fresh.uncapturable(code, self._clock.now())

    def _void(self, payment: Payment) -> Change:
        intent_id = _intent_id(payment)
        try:
            intent = self._gateway.void(intent_id, payment.key(Act.VOID))
        except Misconfigured:
            raise
        except (Rejected, Declined) as refused:
            return self._not_voided(intent_id, refused)
        except Unknown as trouble:
            if not trouble.replayed:
                raise
            return self._not_voided(intent_id, trouble)
        return lambda fresh: fresh.learned(intent, self._clock.now())

    def _not_voided(self, intent_id: str, trouble: GatewayTrouble) -> Change:
        """Captured or canceled meanwhile is an answer; a hold that stands must be voided yet."""
        seen = self._gateway.retrieve(intent_id)
        if seen.status not in (IntentStatus.REQUIRES_CAPTURE, IntentStatus.REQUIRES_ACTION):
            return lambda fresh: fresh.learned(seen, self._clock.now())
        if isinstance(trouble, Unknown):
            return lambda fresh: fresh.with_new_key(self._clock.now())
        raise trouble

    def _refund(self, payment: Payment) -> Change:
        intent_id, refund = _intent_id(payment), payment.open_refund
        if refund is None:
            raise LookupError("no refund is open")
        if payment.unanswered > 1 and (found := self._found_refund(payment)):
            return found
        try:
            made = self._gateway.refund(intent_id, refund.refund_id, refund.amount, payment.key(Act.REFUND))
        except Misconfigured:
            raise
        except (Rejected, Declined):
            return self._found_refund(payment) or (
                lambda fresh: fresh.refund_refused(refund.refund_id, self._clock.now())
            )
        except Unknown as trouble:
            if not trouble.replayed:
                raise
            return self._found_refund(payment) or (lambda fresh: fresh.with_new_key(self._clock.now()))
        return lambda fresh: fresh.refund_learned(made)

    def _look(self, payment: Payment) -> Change:
        intent_id = _intent_id(payment)
        intent, refunds = self._gateway.retrieve(intent_id), self._gateway.refunds_of(intent_id)
        return lambda fresh: fresh.looked(intent, refunds, self._clock.now())

    def _found_refund(self, payment: Payment) -> Change | None:
        refund = payment.open_refund
        for found in self._gateway.refunds_of(_intent_id(payment)):
            if refund and found.refund_id == refund.refund_id:
                return lambda fresh: fresh.refund_learned(found)
        return None


def _intent_id(payment: Payment) -> str:
    if payment.gateway_id is None:
        raise LookupError("the gateway's name of the payment is not known")
    return payment.gateway_id


def _safely(change: Change, now: datetime) -> Change:
    """An answer we cannot act on is no answer: ask again later."""

    def applied(fresh: Payment) -> Payment:
        try:
            return change(fresh)
        except OutcomeUnclear as unclear:
            _log.warning("the gateway's answer settles nothing", extra={"why": str(unclear)})
            return fresh.put_off(now)

    return applied


def _noted(act: Act, trouble: GatewayTrouble) -> None:
    level = logging.ERROR if isinstance(trouble, Rejected) else logging.WARNING
    _log.log(level, "the gateway was asked without success", extra={"act": act, "why": str(trouble)})


def _report(act: Act, before: Payment, after: Payment) -> None:
    moved = {"act": act, "checkout_id": str(after.checkout_id), "from": before.state, "to": after.state}
    _log.info("the gateway was asked", extra=moved)
    if after.flag and not before.flag:
        _log.error("a payment needs attention", extra={**moved, "flag": after.flag})
