"""One comparison of the books: what is noted, what is put off, and what is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bookstore.payments.gateway.answers import PaymentIntent, PaymentIntentStatus
from bookstore.payments.lock import PaymentLocked, StoredPayment
from bookstore.payments.model import Payment
from bookstore.payments.reconciliation.findings import Finding, FindingKind, FindingSettlement
from bookstore.payments.reconciliation.order_ledger import OrderSummary
from bookstore.payments.reconciliation.reconciliation import Reconciliation
from bookstore.payments.states import PaymentState
from bookstore.platform.http import NotSent
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethod

NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)
PRICE = Money(1900, Currency.USD)
TAKEN = PaymentIntent("pi_1", PaymentIntentStatus.SUCCEEDED, PRICE, 1900)
FIRST, SECOND = uuid4(), uuid4()


def captured(checkout_id: UUID, refunded: int = 0) -> Payment:
    state = PaymentState.PARTIALLY_REFUNDED if refunded else PaymentState.CAPTURED
    return Payment(checkout_id, PaymentMethod.CARD, PRICE, state, captured=1900, refunded=refunded)


def paid(checkout_id: UUID, refunded: int = 0) -> OrderSummary:
    return OrderSummary(
        checkout_id=checkout_id, state="paid", currency=Currency.USD, grand_total=1900, refunded=refunded
    )


@dataclass
class Books:
    """Everything that a comparison asks, in one: the gateway's list, the payments, the orders."""

    payments: dict[UUID, Payment]
    intents: list[UUID] = field(default_factory=list)
    orders: dict[UUID, OrderSummary] = field(default_factory=dict)
    told: dict[UUID, OrderSummary] = field(default_factory=dict)
    telling_of: set[UUID] = field(default_factory=set)
    busy: set[UUID] = field(default_factory=set)
    silent_about: set[UUID] = field(default_factory=set)
    kept: list[Finding] = field(default_factory=list)
    flags: list[UUID] = field(default_factory=list)

    def within(self, seconds: float) -> Any:
        return nullcontext()

    def intents_between(self, since: datetime, until: datetime) -> list[tuple[UUID, PaymentIntent]]:
        return [(checkout_id, TAKEN) for checkout_id in self.intents]

    def find(self, checkout_id: UUID) -> StoredPayment:
        return StoredPayment(self.payments[checkout_id], "")

    def has_unsent_message(self, checkout_id: UUID) -> bool:
        return checkout_id in self.telling_of

    @contextmanager
    def locked(self, checkout_id: UUID, patience: float) -> Iterator[Any]:
        if checkout_id in self.busy:
            raise PaymentLocked
        yield self

    def read(self) -> bool:
        return True

    def reverse(self, checkout_id: UUID) -> Payment:
        payment = self.payments[checkout_id]
        self.payments[checkout_id] = replace(payment, state=PaymentState.REFUNDED, refunded=1900)
        return self.payments[checkout_id]

    def of_checkout(self, checkout_id: UUID) -> OrderSummary | None:
        if checkout_id in self.silent_about:
            raise NotSent("no connection")
        return {**self.orders, **self.told}.get(checkout_id)

    def paid_between(self, since: datetime, until: datetime) -> Iterator[OrderSummary]:
        yield from self.orders.values()

    def block_order(self, checkout_id: UUID) -> None:
        pass

    def flag(self, checkout_id: UUID, flag: str) -> None:
        self.flags.append(checkout_id)

    def add(self, finding: Finding, now: datetime) -> None:
        self.kept.append(finding)

    def now(self) -> datetime:
        return NOW


def compare(books: Any) -> list[Finding]:
    parts = dict.fromkeys(("store", "gateway", "settler", "payments", "orders", "findings", "clock"), books)
    return Reconciliation(**parts).run(NOW - timedelta(days=1), NOW)


def without_orders(**how: Any) -> Books:
    payments = {checkout_id: captured(checkout_id) for checkout_id in (FIRST, SECOND)}
    return Books(payments, intents=[FIRST, SECOND], **how)


def test_what_was_settled_before_the_comparison_broke_off_is_noted() -> None:
    books = without_orders(silent_about={SECOND})
    with pytest.raises(NotSent):
        compare(books)
    assert books.kept == [
        Finding(FindingKind.CAPTURE_WITHOUT_ORDER, FIRST, PRICE, FindingSettlement.REVERSED)
    ]


def test_a_busy_payment_is_left_for_the_next_time() -> None:
    books = without_orders(busy={FIRST})
    assert [found.checkout_id for found in compare(books)] == [SECOND]
    assert books.payments[FIRST].refunded == 0


def test_money_that_the_gateway_will_not_take_again_is_reported() -> None:
    books = without_orders()
    books.reverse = lambda checkout_id: books.payments[checkout_id]  # type: ignore[method-assign]
    assert {found.settlement for found in compare(books)} == {FindingSettlement.REPORTED}


def test_an_order_without_its_money_is_marked() -> None:
    books = Books({FIRST: captured(FIRST, refunded=500)}, orders={FIRST: paid(FIRST)})
    (found,) = compare(books)
    assert (found.kind, found.amount, books.flags) == (
        FindingKind.ORDER_WITHOUT_CAPTURE,
        Money(500, Currency.USD),
        [FIRST],
    )


def test_an_order_is_left_alone_while_news_of_its_refund_are_on_their_way() -> None:
    refunded = {FIRST: captured(FIRST, refunded=500)}
    assert compare(Books(refunded, orders={FIRST: paid(FIRST)}, telling_of={FIRST})) == []


def test_an_order_that_was_told_since_it_was_listed_is_right() -> None:
    refunded = {FIRST: captured(FIRST, refunded=500)}
    told = {FIRST: paid(FIRST, refunded=500)}
    assert compare(Books(refunded, orders={FIRST: paid(FIRST)}, told=told)) == []
