"""The questions put to the gateway, one function an act, and what each kind of answer means for a payment."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping

from bookstore.payments.gateway import declines
from bookstore.payments.gateway.answers import (
    CircuitOpen,
    Declined,
    GatewayTrouble,
    IntentStatus,
    Misconfigured,
    NameTaken,
    NotExecuted,
    Rejected,
    Unknown,
)
from bookstore.payments.gateway.circuit_breaker import Breaker
from bookstore.payments.gateway.client import Gateway
from bookstore.payments.model import Payment
from bookstore.payments.states import Act
from bookstore.payments.store import Change
from bookstore.platform.clock import Clock

_log = logging.getLogger(__name__)
_WHILE_REFUSED = 5.0  # seconds; a wrong key is mended by a person


class Asking:
    """Asks about one payment. It stores nothing: the answer is a change, which the caller applies."""

    def __init__(self, gateway: Gateway, clock: Clock, breaker: Breaker | None = None) -> None:
        self._gateway = gateway
        self._breaker = breaker or Breaker(clock)
        self._clock = clock
        self._acts: Mapping[Act, Callable[[Payment], Change]] = {
            Act.AUTHORIZE: self._authorize,
            Act.CAPTURE: self._capture,
            Act.VOID: self._void,
            Act.REFUND: self._refund,
            Act.LOOK: self._look,
        }

    def ask(self, act: Act, payment: Payment, seconds: float) -> Change:
        """What the answer, or its absence after so many seconds, makes of the payment."""
        try:
            with self._breaker.watched(), self._gateway.within(seconds):
                return self._acts[act](payment)
        except CircuitOpen as trouble:
            _noted(act, trouble)
            pause = trouble.retry_after
            return lambda fresh: fresh.not_sent(self._clock.now(), pause)
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
        except Rejected as refused:
            # This refusal says nothing about an earlier request, ours or one that took our name.
            others = doubted or isinstance(refused, NameTaken)
            return self._look_up(payment) if others else lambda fresh: fresh.failed(declines.UNAVAILABLE)
        except Unknown as trouble:
            if not trouble.replayed:
                raise
            return self._look_up(payment)
        return lambda fresh: fresh.learned(intent, self._clock.now())

    def _look_up(self, payment: Payment) -> Change:
        """No further answer can come under our key: what the gateway has listed is what was done."""
        try:
            found = self._gateway.find(payment.checkout_id, payment.first_sent_at or self._clock.now())
        except NotExecuted as trouble:  # the list, not the payment: that stays in doubt
            raise Unknown(str(trouble)) from None
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


def _noted(act: Act, trouble: GatewayTrouble) -> None:
    level = logging.ERROR if isinstance(trouble, Rejected) else logging.WARNING
    _log.log(level, "the gateway was asked without success", extra={"act": act, "why": str(trouble)})
