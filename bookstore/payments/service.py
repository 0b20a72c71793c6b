"""What the payments service does for its callers: pay, capture, return, refund."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from bookstore.payments.amounts import unpayable
from bookstore.payments.errors import (
    AlreadyReturned,
    ConflictingRequest,
    NoSuchPayment,
    NotCapturable,
    NotRefundable,
    RefundTooLarge,
)
from bookstore.payments.model import Payment
from bookstore.payments.refund import Refund
from bookstore.payments.schemas import PaymentRequest, RefundRequest
from bookstore.payments.settlement import Budget, Settler
from bookstore.payments.states import Act, State
from bookstore.payments.store import BeingWorkedOn, Change, Held, NotStored, Store, Stored
from bookstore.platform.clock import Clock
from bookstore.platform.fingerprint import fingerprint

_log = logging.getLogger(__name__)
_TAKEN = (State.CAPTURED, State.PARTIALLY_REFUNDED, State.REFUNDED)


class Till:
    """One payment per checkout. Callers get it as it stands when they must be answered."""

    def __init__(self, store: Store, settler: Settler, clock: Clock) -> None:
        self._store = store
        self._settler = settler
        self._clock = clock
        self.wake: Callable[[], None] = lambda: None

    def pay(self, checkout_id: UUID, request: PaymentRequest) -> tuple[Payment, bool]:
        """Authorize or charge; True where this request began it.

        Raises AlreadyReturned, and ConflictingRequest where the checkout already pays something else.
        """
        asked, budget = fingerprint(request), self._settler.budget()
        try:
            with self._store.alone(checkout_id, budget.left) as held:
                stored = held.read()
                if stored is None:
                    return self._begin(held, request, asked, budget), True
                _same(stored, asked)
                return self._settled(held, stored.payment, budget), False
        except BeingWorkedOn:
            stored = self._store.find(checkout_id)
            if stored is None:
                raise
            _same(stored, asked)
            return stored.payment, False

    def find(self, checkout_id: UUID) -> Payment | None:
        """The payment, or None where it was called off before it began. Raises NoSuchPayment."""
        stored = self._store.find(checkout_id)
        if stored is None and not self._store.buried(checkout_id):
            raise NoSuchPayment(f"nothing was asked for the checkout {checkout_id}")
        return stored.payment if stored else None

    def capture(self, checkout_id: UUID) -> Payment:
        """Take the money of the hold, once. Raises NoSuchPayment, AlreadyReturned, NotCapturable."""
        budget = self._settler.budget()
        return self._pursued(self._changed(checkout_id, self._capturing), budget)

    def inquire(self, checkout_id: UUID) -> Payment:
        """The customer is back from the bank's page: how did it go? Raises NoSuchPayment."""
        now, budget = self._clock.now(), self._settler.budget()
        payment = self._changed(checkout_id, lambda fresh: _challenge_over(fresh, now))
        if payment.next_act() is not Act.LOOK:
            return payment
        try:
            with self._store.alone(checkout_id, budget.left) as held:
                return self._settler.look(held, payment, budget)
        except BeingWorkedOn:
            return self._changed(checkout_id, lambda fresh: fresh)

    def give_back(self, checkout_id: UUID) -> Payment | None:
        """The customer must not pay, whatever the state; None where there was no payment yet.

        Stored even while somebody else asks the gateway: whoever that is goes on with the return.
        """
        now, budget = self._clock.now(), self._settler.budget()
        try:
            payment = self._store.change(checkout_id, lambda fresh: fresh.returning(now), now)
        except NotStored:
            if self._buried(checkout_id, budget):
                return None
            payment = self._store.change(checkout_id, lambda fresh: fresh.returning(now), now)
        return self._pursued(payment, budget)

    def refund(self, checkout_id: UUID, request: RefundRequest) -> tuple[Payment, Refund, bool]:
        """Give so much back; True where this request began it.

        Raises NoSuchPayment, ConflictingRequest, NotRefundable, RefundTooLarge, RefundNameTaken.
        """
        now, began, budget = self._clock.now(), False, self._settler.budget()

        def refunding(fresh: Payment) -> Payment:
            nonlocal began
            began = _refund_of(fresh, request) is None
            return _refunding(fresh, request, now)

        payment = self._pursued(self._changed(checkout_id, refunding), budget)
        refund = _refund_of(payment, request)
        if refund is None:
            raise LookupError("the refund was stored and is gone")
        return payment, refund, began

    def _buried(self, checkout_id: UUID, budget: Budget) -> bool:
        """No payment can begin any more, unless one has begun before we got the right to say so."""
        with self._store.alone(checkout_id, budget.left) as held:
            if held.read() is not None:
                return False
            held.bury(self._clock.now())
            return True

    def _pursued(self, payment: Payment, budget: Budget) -> Payment:
        """What was asked for is stored; it is done by us, or by whoever works on the payment already."""
        if payment.next_act() in (None, Act.LOOK):
            return payment
        try:
            with self._store.alone(payment.checkout_id, budget.left) as held:
                return self._settled(held, payment, budget)
        except BeingWorkedOn:
            return self._changed(payment.checkout_id, lambda fresh: fresh)

    def _begin(self, held: Held, request: PaymentRequest, asked: str, budget: Budget) -> Payment:
        now, money = self._clock.now(), request.amount.money
        payment = Payment(held.checkout_id, request.method, money, token=request.token, due_at=now)
        reason = unpayable(money)
        payment = payment.sending(now) if reason is None else payment.declined(reason)
        if not held.begin(payment, asked, request.email, now):
            raise AlreadyReturned("the payment was called off before it came")
        return self._settled(held, payment, budget, sending=True)

    def _settled(self, held: Held, payment: Payment, budget: Budget, *, sending: bool = False) -> Payment:
        if payment.next_act() in (None, Act.LOOK):
            return payment
        after = self._settler.advance(held, payment, budget, sending=sending)
        if after.next_act() is not None:
            self.wake()
        return after

    def _changed(self, checkout_id: UUID, change: Change) -> Payment:
        try:
            return self._store.change(checkout_id, change, self._clock.now())
        except NotStored:
            raise NoSuchPayment(f"nothing was asked for the checkout {checkout_id}") from None

    def _capturing(self, fresh: Payment) -> Payment:
        if fresh.return_asked or fresh.state is State.RETURNING:
            raise AlreadyReturned("the payment was called off", payment_status=fresh.state)
        if fresh.state is State.AUTHORIZED:
            return fresh.capturing(self._clock.now())
        if fresh.state in (*_TAKEN, State.CAPTURING):
            return fresh
        raise NotCapturable(f"the payment is {fresh.state}", payment_status=fresh.state)


def _challenge_over(fresh: Payment, now: datetime) -> Payment:
    return fresh.looking(now) if fresh.state is State.ACTION_REQUIRED else fresh


def _same(stored: Stored, asked: str) -> None:
    """A payment with other content is refused and seen: somebody may be about to charge a wrong amount."""
    if stored.fingerprint != asked:
        seen = {"checkout_id": str(stored.payment.checkout_id), "status": stored.payment.state}
        _log.error("a checkout asked for a second, different payment", extra=seen)
        raise ConflictingRequest("this checkout already has a payment of other content; the first stands")
    if stored.payment.return_asked:
        raise AlreadyReturned("the payment was called off", payment_status=stored.payment.state)


def _refund_of(payment: Payment, request: RefundRequest) -> Refund | None:
    return next((one for one in payment.refunds if one.refund_id == request.refund_id), None)


def _refunding(fresh: Payment, request: RefundRequest, now: datetime) -> Payment:
    money, known = request.amount.money, _refund_of(fresh, request)
    if known is not None:
        if known.amount != money.amount or money.currency is not fresh.amount.currency:
            raise ConflictingRequest("this refund was asked for with another amount; the first stands")
        return fresh
    if fresh.state not in _TAKEN:
        raise NotRefundable(f"the payment is {fresh.state}", payment_status=fresh.state)
    if money.currency is not fresh.amount.currency or money.amount > fresh.refundable:
        raise RefundTooLarge(f"at most {fresh.refundable} can go back", refundable=fresh.refundable)
    return fresh.refunding(request.refund_id, money.amount, now)
