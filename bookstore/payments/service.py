"""The use cases of payments: pay, capture, inquire, reverse, refund."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from bookstore.payments.amounts import decline_of_amount
from bookstore.payments.capture import PaymentCapture, total_requested
from bookstore.payments.errors import (
    AlreadyReversed,
    ConflictingRequest,
    NoSuchPayment,
    NotCapturable,
    NotRefundable,
    RefundTooLarge,
)
from bookstore.payments.lock import PaymentLock, PaymentLocked, PaymentNotStored, StoredPayment
from bookstore.payments.model import Payment
from bookstore.payments.refund import PaymentRefund
from bookstore.payments.schemas import CaptureRequest, PaymentRequest, RefundRequest
from bookstore.payments.settlement import Settler, TimeBudget
from bookstore.payments.states import GatewayOperation, PaymentState
from bookstore.payments.store import Store
from bookstore.payments.transition import AppliedTransition, Transition
from bookstore.platform.clock import Clock
from bookstore.platform.fingerprint import fingerprint

_log = logging.getLogger(__name__)
_CAPTURED = (PaymentState.CAPTURED, PaymentState.PARTIALLY_REFUNDED, PaymentState.REFUNDED)


class PaymentService:
    """One payment per checkout.

    Each method stores what is requested, then calls the gateway for as long as its caller can wait. It
    returns the payment as it is then. A background worker settles the rest.
    """

    def __init__(self, store: Store, settler: Settler, clock: Clock) -> None:
        self._store = store
        self._settler = settler
        self._clock = clock
        self.wake: Callable[[], None] = lambda: None

    def pay(self, checkout_id: UUID, request: PaymentRequest) -> tuple[Payment, bool]:
        """Authorize (card) or charge (wallet); True where this request began the payment.

        Raises AlreadyReversed, and ConflictingRequest where the checkout has a payment of other content.
        """
        requested, budget = fingerprint(request), self._settler.budget()
        try:
            with self._store.locked(checkout_id, budget.left) as lock:
                stored = lock.read()
                if stored is None:
                    return self._begin(lock, request, requested, budget), True
                _check_same(stored, requested)
                return self._settle(lock, stored.payment, budget), False
        except PaymentLocked:
            stored = self._store.find(checkout_id)
            if stored is None:
                raise
            _check_same(stored, requested)
            return stored.payment, False

    def find(self, checkout_id: UUID) -> Payment | None:
        """The payment, or None where its reversal came before it. Raises NoSuchPayment."""
        stored = self._store.find(checkout_id)
        if stored is None and not self._store.has_tombstone(checkout_id):
            raise NoSuchPayment(f"no payment was requested for the checkout {checkout_id}")
        return stored.payment if stored else None

    def capture(self, checkout_id: UUID) -> Payment:
        """Capture the authorized amount, once. Raises NoSuchPayment, AlreadyReversed, NotCapturable."""
        budget = self._settler.budget()
        applied = self._apply(checkout_id, Transition.of(_captured, self._clock.now()))
        return self._pursue(applied.after, budget)

    def capture_part(
        self, checkout_id: UUID, capture_id: UUID, request: CaptureRequest
    ) -> tuple[Payment, PaymentCapture, bool]:
        """Capture the amount of one parcel; True where this request began it.

        Raises NoSuchPayment, ConflictingRequest, AlreadyReversed, NotCapturable, CaptureIdTaken.
        """
        now, budget = self._clock.now(), self._settler.budget()
        applied = self._apply(checkout_id, Transition.of(_part_captured, capture_id, request, now))
        payment = self._pursue(applied.after, budget)
        capture = _capture_of(payment, capture_id)
        if capture is None:
            raise LookupError("the capture was stored and is gone")
        return payment, capture, _capture_of(applied.before, capture_id) is None

    def inquire(self, checkout_id: UUID) -> Payment:
        """The payment after an inquiry: its customer is back from the bank's page. Raises NoSuchPayment."""
        now, budget = self._clock.now(), self._settler.budget()
        payment = self._apply(checkout_id, Transition.of(_challenge_answered, now)).after
        if payment.next_operation() is not GatewayOperation.INQUIRE:
            return payment
        try:
            with self._store.locked(checkout_id, budget.left) as lock:
                return self._settler.inquire(lock, payment, budget)
        except PaymentLocked:
            return self._stored(checkout_id)

    def inquire_refunds(self, checkout_id: UUID) -> Payment:
        """The payment after an inquiry about its refunds. Raises NoSuchPayment, PaymentLocked."""
        now, budget = self._clock.now(), self._settler.budget()
        payment = self._apply(checkout_id, Transition.of(Payment.request_inquiry, now)).after
        with self._store.locked(checkout_id, budget.left) as lock:
            return self._settler.inquire(lock, payment, budget)

    def reverse(self, checkout_id: UUID) -> Payment | None:
        """Void or refund the payment, in any state; None where there was no payment yet.

        The request is stored even while another thread holds the lock: that thread carries it out. Raises
        NoSuchPayment where the checkout is paid by bank transfer.
        """
        now, budget = self._clock.now(), self._settler.budget()
        reversal = Transition.of(Payment.start_reversal, now)
        try:
            payment = self._store.apply(checkout_id, reversal, now).after
        except PaymentNotStored:
            if self._add_tombstone(checkout_id, budget):
                return None
            payment = self._apply(checkout_id, reversal).after
        return self._pursue(payment, budget)

    def refund(self, checkout_id: UUID, request: RefundRequest) -> tuple[Payment, PaymentRefund, bool]:
        """Refund this amount; True where this request began the refund.

        Raises NoSuchPayment, ConflictingRequest, NotRefundable, RefundTooLarge, RefundIdTaken.
        """
        now, budget = self._clock.now(), self._settler.budget()
        applied = self._apply(checkout_id, Transition.of(_refunded, request, now))
        payment = self._pursue(applied.after, budget)
        refund = _refund_of(payment, request)
        if refund is None:
            raise LookupError("the refund was stored and is gone")
        return payment, refund, _refund_of(applied.before, request) is None

    def _add_tombstone(self, checkout_id: UUID, budget: TimeBudget) -> bool:
        """Keep a payment from beginning later; False where one has begun, or a transfer is expected."""
        with self._store.locked(checkout_id, budget.left) as lock:
            if lock.read() is not None:
                return False
            return lock.add_tombstone(self._clock.now())

    def _pursue(self, payment: Payment, budget: TimeBudget) -> Payment:
        """Carry out what is stored, unless another thread holds the lock: then that thread does."""
        if payment.next_operation() in (None, GatewayOperation.INQUIRE):
            return payment
        try:
            with self._store.locked(payment.checkout_id, budget.left) as lock:
                return self._settle(lock, payment, budget)
        except PaymentLocked:
            return self._stored(payment.checkout_id)

    def _begin(
        self, lock: PaymentLock, request: PaymentRequest, requested: str, budget: TimeBudget
    ) -> Payment:
        now, money = self._clock.now(), request.amount.money
        payment = Payment(lock.checkout_id, request.method, money, token=request.token, due_at=now)
        reason = decline_of_amount(money)
        payment = payment.record_sending(now) if reason is None else payment.declined(reason)
        if not lock.begin(payment, requested, now):
            raise AlreadyReversed("a reversal came before the payment")
        return self._settle(lock, payment, budget, sending=True)

    def _settle(
        self, lock: PaymentLock, payment: Payment, budget: TimeBudget, *, sending: bool = False
    ) -> Payment:
        if payment.next_operation() in (None, GatewayOperation.INQUIRE):
            return payment
        after = self._settler.settle(lock, payment, budget, sending=sending)
        if after.next_operation() is not None:
            self.wake()
        return after

    def _apply(self, checkout_id: UUID, transition: Transition) -> AppliedTransition:
        try:
            return self._store.apply(checkout_id, transition, self._clock.now())
        except PaymentNotStored:
            raise NoSuchPayment(f"no payment was requested for the checkout {checkout_id}") from None

    def _stored(self, checkout_id: UUID) -> Payment:
        """The payment as stored, after every change that was committed before."""
        return self._apply(checkout_id, Transition.of(_unchanged)).after


def _unchanged(payment: Payment) -> Payment:
    return payment


def _captured(payment: Payment, now: datetime) -> Payment:
    if payment.reversal_requested or payment.state is PaymentState.RETURNING:
        raise AlreadyReversed("the payment was reversed", payment_status=payment.state)
    if payment.in_parts:
        raise NotCapturable("the payment is captured in parts", payment_status=payment.state)
    if payment.state is PaymentState.AUTHORIZED:
        return payment.start_capture(now)
    if payment.state in (*_CAPTURED, PaymentState.CAPTURING):
        return payment
    raise NotCapturable(f"the payment is {payment.state}", payment_status=payment.state)


def _capture_of(payment: Payment, capture_id: UUID) -> PaymentCapture | None:
    return next((one for one in payment.captures if one.capture_id == capture_id), None)


def _part_captured(payment: Payment, capture_id: UUID, request: CaptureRequest, now: datetime) -> Payment:
    money, known = request.amount.money, _capture_of(payment, capture_id)
    same_currency = money.currency is payment.amount.currency
    if known is not None:
        if (known.amount, known.final) != (money.amount, request.final) or not same_currency:
            raise ConflictingRequest(
                "this capture was requested with other content; the first request is valid"
            )
        return payment
    if payment.reversal_requested or payment.state is PaymentState.RETURNING:
        raise AlreadyReversed("the payment was reversed", payment_status=payment.state)
    if not payment.is_held or any(one.final for one in payment.captures):
        raise NotCapturable(f"the payment is {payment.state}", payment_status=payment.state)
    left = payment.amount.amount - total_requested(payment.captures)
    if not same_currency or money.amount > left:
        raise NotCapturable(f"at most {left} can be captured", payment_status=payment.state)
    return payment.start_part(PaymentCapture(capture_id, money.amount, request.final), now)


def _challenge_answered(payment: Payment, now: datetime) -> Payment:
    return payment.request_inquiry(now) if payment.state is PaymentState.ACTION_REQUIRED else payment


def _check_same(stored: StoredPayment, requested: str) -> None:
    """A payment of other content is refused and logged: a caller may be about to charge a wrong amount."""
    if stored.fingerprint != requested:
        seen = {"checkout_id": str(stored.payment.checkout_id), "status": stored.payment.state}
        _log.error("a checkout asked for a second, different payment", extra=seen)
        raise ConflictingRequest("this checkout has a payment of other content, which is valid")
    if stored.payment.reversal_requested:
        raise AlreadyReversed("the payment was reversed", payment_status=stored.payment.state)


def _refund_of(payment: Payment, request: RefundRequest) -> PaymentRefund | None:
    return next((one for one in payment.refunds if one.refund_id == request.refund_id), None)


def _refunded(payment: Payment, request: RefundRequest, now: datetime) -> Payment:
    money, known = request.amount.money, _refund_of(payment, request)
    if known is not None:
        if (known.requested or known.amount) != money.amount or money.currency is not payment.amount.currency:
            raise ConflictingRequest(
                "this refund was requested with another amount; the first request is valid"
            )
        return payment
    if payment.state not in _CAPTURED:
        raise NotRefundable(f"the payment is {payment.state}", payment_status=payment.state)
    if money.currency is not payment.amount.currency or money.amount > payment.refundable:
        raise RefundTooLarge(f"at most {payment.refundable} can be refunded", refundable=payment.refundable)
    return payment.start_refund(request.refund_id, money.amount, now)
