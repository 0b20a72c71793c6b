"""Cancels orders that are not paid in time, and reminds of those that are owed on invoice."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from bookstore.orders.clients.bodies import PaymentSummary
from bookstore.orders.model import Order
from bookstore.orders.rules.transfers import PaymentDeadlines
from bookstore.orders.service import OrderService
from bookstore.orders.states import OrderState
from bookstore.platform import correlation
from bookstore.platform.clock import Clock
from bookstore.platform.http import CallFailed, OutcomeUnknown, ServiceClient

_RECHECK_PAUSE = 60.0  # seconds until the next check of an order whose payment is captured, or not settled
_STATEMENT = timedelta(days=1)
"""A transfer of the last day is on the bank's statement the day after: until then its order waits for it."""
_IDLE = 5.0  # seconds; another instance may have stored an order
_log = logging.getLogger(__name__)

PaymentOf = Callable[[Order], PaymentSummary | None]
Remind = Callable[[UUID, PaymentSummary, datetime], Order]
"""Of a checkout's order, after its transfer stood so at a moment."""


class OverdueOrders:
    """Cancels orders that were placed longer ago than the deadline, or whose transfer is overdue.

    A running checkout owns its order: the deadline is days, and no checkout retries a capture for longer than
    an hour. An order whose payment is captured stays, however late its checkout reports it. What is owed on
    invoice is not canceled: its customer is reminded of it, once.
    """

    def __init__(
        self,
        orders: OrderService,
        clock: Clock,
        payment_of: PaymentOf,
        deadline: timedelta,
        remind: Remind,
    ) -> None:
        self._orders = orders
        self._remind = remind
        self._clock = clock
        self._payment_of = payment_of
        self._deadline = deadline

    def run_once(self) -> float:
        """Cancel overdue orders, or remind of them; the seconds until the next run."""
        remaining = [order for order in self._overdue() if not self._settled(order)]
        return _RECHECK_PAUSE if remaining else _IDLE

    def _overdue(self) -> Iterator[Order]:
        now, after = self._clock.now(), None
        deadlines = PaymentDeadlines(placed=now - self._deadline, due=now - _STATEMENT)
        while page := self._orders.overdue(deadlines, after):
            yield from page
            after = page[-1].checkout_id

    def _settled(self, order: Order) -> bool:
        """Whether nothing is left to do. An unknown payment is not guessed: it is checked again later."""
        with correlation.correlated(correlation.correlation_of({})):
            asked_at = self._clock.now()
            try:
                payment = self._payment_of(order)
            except CallFailed as failure:
                _log.warning("nobody told how a payment stands", extra={"why": str(failure)})
                return False
            if order.state is OrderState.OWED:
                return self._reminded(order, payment, asked_at)
            return self._canceled(order, payment)

    def _reminded(self, order: Order, payment: PaymentSummary | None, asked_at: datetime) -> bool:
        if payment is None:
            return False
        _log.info("an order on invoice is overdue", extra={"order_number": order.order_number})
        after = self._remind(order.checkout_id, payment, asked_at)
        return after.state is not OrderState.OWED or after.reminded_at is not None

    def _canceled(self, order: Order, payment: PaymentSummary | None) -> bool:
        if payment is not None and not payment.not_captured:
            return False
        _log.info("an order was not paid in time", extra={"order_number": order.order_number})
        self._orders.not_paid_in_time(order.checkout_id)
        return True


def payment_lookup(payments: ServiceClient) -> PaymentOf:
    """The function that reads a payment; None where payments knows of none. Raises CallFailed."""

    def payment_of(order: Order) -> PaymentSummary | None:
        answer = payments.call("GET", f"/payments/{order.checkout_id}")
        if answer.status == 404:
            return None
        if not answer.accepted:
            raise OutcomeUnknown(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
        return answer.read(PaymentSummary)

    return payment_of
