"""Refunds in PostgreSQL, and the constraints that hold for every program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError

import bookstore.payments
from bookstore.payments.gateway.answers import GatewayRefund, GatewayRefundStatus
from bookstore.payments.lock import RefundIdTaken
from bookstore.payments.model import Payment
from bookstore.payments.refund import PaymentRefund
from bookstore.payments.states import PaymentRefundState, PaymentState
from bookstore.payments.store import Store
from bookstore.payments.transition import Transition
from bookstore.platform import outbox
from bookstore.platform.database import Database
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind
from bookstore.platform.service import schema_beside
from environment.runtime.postgres import PostgresServer
from environment.runtime.run_folder import RunFolder

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with RunFolder() as folder, PostgresServer(folder) as server:
        database = Database(server.create_databases(["payments"])["payments"].url, "payments")
        database.apply_schema(schema_beside(bookstore.payments.__file__), outbox.SCHEMA)
        yield Store(database)
        database.close()


def captured(store: Store) -> UUID:
    checkout_id = uuid4()
    price = Money(1900, Currency.USD)
    payment = Payment(checkout_id, PaymentMethodKind.CARD, price, PaymentState.CAPTURED, captured=1900)
    with store.locked(checkout_id, 0.0) as lock:
        assert lock.begin(payment, "fingerprint", NOW)
    return checkout_id


def with_new_refund(payment: Payment, refund_id: UUID, amount: int) -> Payment:
    return replace(payment, refunds=(*payment.refunds, PaymentRefund(refund_id, amount)))


def with_gateway_id(payment: Payment, gateway_id: str) -> Payment:
    return replace(payment, gateway_id=gateway_id)


def refund(store: Store, checkout_id: UUID, refund_id: UUID, amount: int) -> None:
    store.apply(checkout_id, Transition.of(with_new_refund, refund_id, amount), NOW)


def refunds(store: Store, checkout_id: UUID) -> list[PaymentRefundState]:
    stored = store.find(checkout_id)
    assert stored is not None
    return [one.state for one in stored.payment.refunds]


def test_a_refund_id_of_another_payment_is_refused_and_its_refund_stays_as_it_is(store: Store) -> None:
    first, second, refund_id = captured(store), captured(store), uuid4()
    refund(store, first, refund_id, 500)
    accepted = GatewayRefund("re_1", GatewayRefundStatus.SUCCEEDED, 500, refund_id)
    store.apply(first, Transition.of(Payment.with_refund_result, accepted), NOW)
    with pytest.raises(RefundIdTaken):
        refund(store, second, refund_id, 500)
    assert refunds(store, first) == [PaymentRefundState.REFUNDED]
    assert refunds(store, second) == []


def test_no_more_can_be_refunded_than_was_captured(store: Store) -> None:
    checkout_id = captured(store)
    refund(store, checkout_id, uuid4(), 1000)
    with pytest.raises(IntegrityError, match="more would be refunded than was captured"):
        refund(store, checkout_id, uuid4(), 901)
    refund(store, checkout_id, uuid4(), 900)
    assert len(refunds(store, checkout_id)) == 2


@pytest.mark.parametrize(
    ("at_dashboard", "reversal"),
    [
        (400, (1500, PaymentRefundState.REFUNDING, 1900)),
        (1900, (1900, PaymentRefundState.WITHDRAWN, None)),
    ],
)
def test_a_reversal_is_stored_as_the_refunds_at_the_dashboard_leave_it(
    store: Store, at_dashboard: int, reversal: tuple[int, PaymentRefundState, int | None]
) -> None:
    checkout_id = captured(store)
    store.apply(checkout_id, Transition.of(with_gateway_id, f"pi_{at_dashboard}"), NOW)
    (made,) = store.apply(checkout_id, Transition.of(Payment.start_reversal, NOW), NOW).after.refunds
    found = GatewayRefund(f"re_{at_dashboard}", GatewayRefundStatus.SUCCEEDED, at_dashboard, None)
    store.apply(checkout_id, Transition.of(Payment.refund_refused, made, [found], NOW), NOW)
    stored = store.find(checkout_id)
    assert stored is not None
    first, second = stored.payment.refunds
    assert (first.amount, first.state, first.requested) == reversal
    assert (second.amount, second.state) == (at_dashboard, PaymentRefundState.REFUNDED)
    assert stored.payment.refunded == at_dashboard
