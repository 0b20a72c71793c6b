"""The calls to the gateway about one payment, a function per operation, and what each answer means."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence

from bookstore.payments.gateway import declines
from bookstore.payments.gateway.answers import (
    CapturedPart,
    CardDeclined,
    CircuitOpen,
    ForeignAnswer,
    GatewayError,
    GatewayMisconfigured,
    GatewayOutcomeUnknown,
    GatewayRefund,
    IdempotencyKeyConflict,
    IntentStatus,
    PaymentMethodUnusable,
    RequestNotExecuted,
    RequestRejected,
)
from bookstore.payments.gateway.circuit_breaker import CircuitBreaker
from bookstore.payments.gateway.client import GatewayClient
from bookstore.payments.model import Payment
from bookstore.payments.refund import PaymentRefund
from bookstore.payments.states import GatewayOperation
from bookstore.payments.transition import Transition
from bookstore.platform.clock import Clock
from bookstore.platform.money import Money

_log = logging.getLogger(__name__)
_MISCONFIGURED_PAUSE = 5.0  # seconds; a wrong key is corrected by an operator


class GatewayCalls:
    """Calls the gateway about one payment; the caller applies the transition that is returned."""

    def __init__(
        self, gateway: GatewayClient, clock: Clock, circuit_breaker: CircuitBreaker | None = None
    ) -> None:
        self._gateway = gateway
        self._circuit_breaker = circuit_breaker or CircuitBreaker(clock)
        self._clock = clock
        self._calls: Mapping[GatewayOperation, Callable[[Payment], Transition]] = {
            GatewayOperation.AUTHORIZE: self._authorize,
            GatewayOperation.CAPTURE: self._capture,
            GatewayOperation.VOID: self._void,
            GatewayOperation.REFUND: self._refund,
            GatewayOperation.INQUIRE: self._inquire,
        }

    def call(self, operation: GatewayOperation, payment: Payment, seconds: float) -> Transition:
        """The transition that follows from the answer, or from its absence after so many seconds."""
        try:
            with self._circuit_breaker.guarded(), self._gateway.within(seconds):
                return self._calls[operation](payment)
        except CircuitOpen as error:
            _log_failure(operation, error)
            return Transition.of(Payment.not_sent, self._clock.now(), error.retry_after)
        except RequestNotExecuted as error:
            _log_failure(operation, error)
            return Transition.of(Payment.not_executed, self._clock.now(), error.retry_after)
        except GatewayMisconfigured as error:
            _log_failure(operation, error)
            return Transition.of(Payment.postponed, self._clock.now(), _MISCONFIGURED_PAUSE)
        except GatewayError as error:
            _log_failure(operation, error)
            return Transition.of(Payment.postponed, self._clock.now())

    def _authorize(self, payment: Payment) -> Transition:
        in_doubt = payment.unanswered > 1
        if payment.token is None or payment.key_expired(self._clock.now()):
            return self._look_up(payment)
        key = payment.key(GatewayOperation.AUTHORIZE)
        failed = Transition.of(Payment.failed, declines.UNAVAILABLE)
        try:
            intent = self._gateway.authorize(
                payment.checkout_id, payment.amount, payment.method, payment.token, key
            )
        except CardDeclined as declined:
            intent_id = declined.about.intent_id if declined.about else None
            return Transition.of(Payment.declined, declined.code, intent_id)
        except GatewayMisconfigured:
            if in_doubt:
                raise
            return failed
        except RequestRejected as rejected:
            # The rejection says nothing about an earlier request under the same key, ours or another's.
            in_doubt = in_doubt or isinstance(rejected, IdempotencyKeyConflict)
            if isinstance(rejected, PaymentMethodUnusable):
                failed = Transition.of(Payment.declined, declines.DETAILS_UNUSABLE)
            return self._look_up(payment, otherwise=failed) if in_doubt else failed
        except GatewayOutcomeUnknown as unknown:
            return self._listed_after(unknown, payment)
        return Transition.of(Payment.with_intent, intent, self._clock.now())

    def _listed_after(self, unknown: GatewayOutcomeUnknown, payment: Payment) -> Transition:
        """What the list shows after an answer that cannot be used; raises `unknown` where a repeat may tell.

        A key that replays an error brings no other answer. A foreign answer may be followed by ours.
        """
        if unknown.replayed:
            return self._look_up(payment)
        if isinstance(unknown, ForeignAnswer) and (found := self._found(payment)):
            return found
        raise unknown

    def _look_up(self, payment: Payment, otherwise: Transition | None = None) -> Transition:
        """Search the list of payment intents: the key brings no further answer, the list shows the intent.

        Without an intent the payment has failed, or `otherwise` follows.
        """
        failed = otherwise or Transition.of(Payment.failed, declines.UNAVAILABLE)
        return self._found(payment) or failed

    def _found(self, payment: Payment) -> Transition | None:
        """What follows from the intent that the gateway lists for this checkout, if there is one."""
        try:
            found = self._gateway.find(payment.checkout_id, payment.first_sent_at or self._clock.now())
        except RequestNotExecuted as error:  # only the list request was not executed: the payment is in doubt
            raise GatewayOutcomeUnknown(str(error)) from None
        if found is None:
            return None
        if found.amount.currency is not payment.amount.currency:
            raise ForeignAnswer(f"{found.intent_id} of {found.amount} in place of {payment.amount}")
        return Transition.of(Payment.with_listed_intent, found, self._clock.now())

    def _capture(self, payment: Payment) -> Transition:
        intent_id = _intent_id(payment)
        if payment.unanswered > 1:
            seen = self._gateway.retrieve(intent_id)
            if payment.is_captured_in(seen):
                return Transition.of(Payment.with_intent, seen, self._clock.now())
        wanted = payment.open_capture
        part = CapturedPart(wanted.amount, wanted.final) if wanted else None
        try:
            intent = self._gateway.capture(intent_id, payment.key(GatewayOperation.CAPTURE), part)
        except GatewayMisconfigured:
            raise
        except CardDeclined as declined:
            return self._not_captured(payment, declined.code)
        except RequestRejected:
            return self._not_captured(payment, declines.UNAVAILABLE)
        except GatewayOutcomeUnknown as unknown:
            if not unknown.replayed:
                raise
            return self._not_captured(payment, None)
        return Transition.of(Payment.with_intent, intent, self._clock.now())

    def _not_captured(self, payment: Payment, code: str | None) -> Transition:
        """A capture failed for this decline code; None: the key replays an error, a new key is needed."""
        seen, now = self._gateway.retrieve(_intent_id(payment)), self._clock.now()
        if payment.is_captured_in(seen):
            return Transition.of(Payment.with_intent, seen, now)
        if code is None:
            return Transition.of(Payment.with_new_key, now)
        return Transition.of(Payment.capture_refused, code, now)

    def _void(self, payment: Payment) -> Transition:
        intent_id = _intent_id(payment)
        try:
            intent = self._gateway.void(intent_id, payment.key(GatewayOperation.VOID))
        except GatewayMisconfigured:
            raise
        except (RequestRejected, CardDeclined) as refused:
            return self._not_voided(intent_id, refused)
        except GatewayOutcomeUnknown as unknown:
            if not unknown.replayed:
                raise
            return self._not_voided(intent_id, unknown)
        return Transition.of(Payment.with_intent, intent, self._clock.now())

    def _not_voided(self, intent_id: str, error: GatewayError) -> Transition:
        """A capture or a cancellation may have come first, which settles it; else the void is repeated."""
        seen = self._gateway.retrieve(intent_id)
        if seen.status not in (IntentStatus.REQUIRES_CAPTURE, IntentStatus.REQUIRES_ACTION):
            return Transition.of(Payment.with_intent, seen, self._clock.now())
        if isinstance(error, GatewayOutcomeUnknown):
            return Transition.of(Payment.with_new_key, self._clock.now())
        raise error

    def _refund(self, payment: Payment) -> Transition:
        intent_id, refund = _intent_id(payment), payment.open_refund
        currency = payment.amount.currency
        if refund is None:
            raise LookupError("no refund is open")
        if payment.unanswered > 1 and (found := self._existing_refund(payment)):
            return found
        key = payment.key(GatewayOperation.REFUND)
        try:
            made = self._gateway.refund(intent_id, refund.refund_id, Money(refund.amount, currency), key)
        except GatewayMisconfigured:
            raise
        except (RequestRejected, CardDeclined):
            listed = self._refunds_of(payment)
            refused = Transition.of(Payment.refund_refused, refund, listed, self._clock.now())
            return _result_of(refund, listed) or refused
        except GatewayOutcomeUnknown as unknown:
            if not unknown.replayed:
                raise
            return self._existing_refund(payment) or Transition.of(Payment.with_new_key, self._clock.now())
        return Transition.of(Payment.with_refund_result, made)

    def _inquire(self, payment: Payment) -> Transition:
        intent_id = _intent_id(payment)
        intent, refunds = self._gateway.retrieve(intent_id), self._refunds_of(payment)
        return Transition.of(Payment.with_inquiry, intent, refunds, self._clock.now())

    def _refunds_of(self, payment: Payment) -> list[GatewayRefund]:
        """Every refund of the payment at the gateway; ForeignAnswer where one of ours has another amount."""
        listed = self._gateway.refunds_of(_intent_id(payment), payment.amount.currency)
        for found in listed:
            ours = next((refund for refund in payment.refunds if refund.is_shown_as(found)), None)
            if ours and ours.amount != found.amount:
                raise ForeignAnswer(f"{found.gateway_id} of {found.amount} in place of {ours.amount}")
        return listed

    def _existing_refund(self, payment: Payment) -> Transition | None:
        """The result of the open refund, where the gateway lists it already."""
        refund, listed = payment.open_refund, self._refunds_of(payment)
        return _result_of(refund, listed) if refund else None


def _result_of(refund: PaymentRefund, listed: Sequence[GatewayRefund]) -> Transition | None:
    """The result of this refund, where the gateway lists it."""
    found = next((one for one in listed if one.refund_id == refund.refund_id), None)
    return Transition.of(Payment.with_refund_result, found) if found else None


def _intent_id(payment: Payment) -> str:
    if payment.gateway_id is None:
        raise LookupError("the payment has no payment intent at the gateway")
    return payment.gateway_id


def _log_failure(operation: GatewayOperation, error: GatewayError) -> None:
    level = logging.ERROR if isinstance(error, RequestRejected) else logging.WARNING
    _log.log(level, "the gateway was asked without success", extra={"act": operation, "why": str(error)})
