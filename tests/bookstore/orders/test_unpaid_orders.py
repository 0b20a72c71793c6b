"""The orders that are canceled because they were not paid, and those whose customers are reminded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from bookstore.orders.clients.bodies import PaymentSummary
from bookstore.orders.model import Order
from bookstore.orders.rules.transfers import PaymentDeadlines
from bookstore.orders.unpaid.overdue import OverdueOrders
from bookstore.platform.clock import Alarm
from bookstore.platform.http import NotSent

from .ordered_books import PLACED
from .test_orders_on_invoice import OWED

NOW = datetime(2026, 2, 4, 10, tzinfo=UTC)
DEADLINE = timedelta(days=3)


class _FixedClock:
    def now(self) -> datetime:
        return NOW

    def wait(self, alarm: Alarm, seconds: float) -> bool:
        return True


class _Orders:
    """One overdue order, in pages like those of the store."""

    def __init__(self, one: Order = PLACED) -> None:
        self._one = one
        self.read_until: datetime | None = None
        self.canceled: list[UUID] = []
        self.reminded: list[tuple[int, datetime]] = []

    def overdue(self, deadlines: PaymentDeadlines, after: UUID | None) -> list[Order]:
        self.read_until = deadlines.placed
        return [self._one] if after is None else []

    def not_paid_in_time(self, checkout_id: UUID) -> None:
        self.canceled.append(checkout_id)

    def remind(self, checkout_id: UUID, payment: PaymentSummary, asked_at: datetime) -> Order:
        self.reminded.append((payment.received, asked_at))
        return replace(OWED, reminded_at=asked_at)


def _canceled(payment: PaymentSummary | None) -> bool:
    orders: Any = _Orders()
    OverdueOrders(orders, _FixedClock(), lambda _: payment, DEADLINE, orders.remind).run_once()
    assert orders.read_until == NOW - DEADLINE
    return bool(orders.canceled)


@pytest.mark.parametrize(
    ("status", "captured", "refunded"),
    [("authorized", 0, 0), ("declined", 0, 0), ("voided", 0, 0), ("refunded", 1900, 1900)],
)
def test_an_order_is_canceled_when_its_customer_has_certainly_paid_nothing(
    status: str, captured: int, refunded: int
) -> None:
    assert _canceled(PaymentSummary(status=status, captured=captured, refunded=refunded))


def test_an_order_that_payments_knows_nothing_of_is_canceled() -> None:
    assert _canceled(None)


@pytest.mark.parametrize(
    ("status", "captured"),
    [("captured", 1900), ("partially_refunded", 1900), ("capturing", 0), ("returning", 0)],
)
def test_an_order_is_kept_whose_payment_is_captured_or_may_be(status: str, captured: int) -> None:
    assert not _canceled(PaymentSummary(status=status, captured=captured, refunded=0))


def test_nothing_is_guessed_while_payments_does_not_answer() -> None:
    def unreachable(_: Order) -> PaymentSummary | None:
        raise NotSent("no connection")

    orders: Any = _Orders()
    OverdueOrders(orders, _FixedClock(), unreachable, DEADLINE, orders.remind).run_once()
    assert orders.canceled == []


def test_what_is_owed_is_reminded_of_and_not_canceled() -> None:
    orders: Any = _Orders(OWED)
    payment = PaymentSummary(status="action_required", captured=0, refunded=0, received=700)
    OverdueOrders(orders, _FixedClock(), lambda _: payment, DEADLINE, orders.remind).run_once()
    assert (orders.canceled, orders.reminded) == ([], [(700, NOW)])


def test_nobody_is_reminded_while_payments_does_not_answer_or_know() -> None:
    def unreachable(_: Order) -> PaymentSummary | None:
        raise NotSent("no connection")

    for payment_of in (unreachable, lambda _: None):
        orders: Any = _Orders(OWED)
        assert OverdueOrders(orders, _FixedClock(), payment_of, DEADLINE, orders.remind).run_once() > 0
        assert orders.reminded == []
