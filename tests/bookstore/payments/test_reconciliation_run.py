"""One run of the reconciliation: the findings it stores, postpones or leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bookstore.payments.gateway.answers import IntentSnapshot, IntentStatus
from bookstore.payments.lock import PaymentLocked, StoredPayment
from bookstore.payments.model import Payment
from bookstore.payments.reconciliation.findings import Finding, FindingKind, FindingSettlement
from bookstore.payments.reconciliation.order_ledger import OrderSummary
from bookstore.payments.reconciliation.reconciliation import Reconciliation
from bookstore.payments.states import PaymentState
from bookstore.platform.http import NotSent
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind

NOW = datetime(2026, 2, 1, 10, tzinfo=UTC)
PRICE = Money(1900, Currency.USD)
CAPTURED = IntentSnapshot("pi_1", IntentStatus.SUCCEEDED, PRICE, 1900)
FIRST, SECOND = uuid4(), uuid4()


def captured(checkout_id: UUID, refunded: int = 0) -> Payment:
    state = PaymentState.PARTIALLY_REFUNDED if refunded else PaymentState.CAPTURED
    return Payment(checkout_id, PaymentMethodKind.CARD, PRICE, state, captured=1900, refunded=refunded)


def paid(checkout_id: UUID, refunded: int = 0) -> OrderSummary:
    return OrderSummary(
        checkout_id=checkout_id, state="paid", currency=Currency.USD, grand_total=1900, refunded=refunded
    )


@dataclass
class Collaborators:
    """All collaborators of a reconciliation in one: the gateway's list, the payments, the orders."""

    payments: dict[UUID, Payment]
    intents: list[UUID] = field(default_factory=list)
    orders: dict[UUID, OrderSummary] = field(default_factory=dict)
    updated: dict[UUID, OrderSummary] = field(default_factory=dict)
    unsent_about: set[UUID] = field(default_factory=set)
    locked_ids: set[UUID] = field(default_factory=set)
    unreachable_about: set[UUID] = field(default_factory=set)
    stored_findings: list[Finding] = field(default_factory=list)
    flags: list[UUID] = field(default_factory=list)

    def within(self, seconds: float) -> Any:
        return nullcontext()

    def intents_between(self, since: datetime, until: datetime) -> list[tuple[UUID, IntentSnapshot]]:
        return [(checkout_id, CAPTURED) for checkout_id in self.intents]

    def find(self, checkout_id: UUID) -> StoredPayment:
        return StoredPayment(self.payments[checkout_id], "")

    def has_unsent_message(self, checkout_id: UUID) -> bool:
        return checkout_id in self.unsent_about

    @contextmanager
    def locked(self, checkout_id: UUID, patience: float) -> Iterator[Any]:
        if checkout_id in self.locked_ids:
            raise PaymentLocked
        yield self

    def read(self) -> bool:
        return True

    def reverse(self, checkout_id: UUID) -> Payment:
        payment = self.payments[checkout_id]
        self.payments[checkout_id] = replace(payment, state=PaymentState.REFUNDED, refunded=1900)
        return self.payments[checkout_id]

    def of_checkout(self, checkout_id: UUID) -> OrderSummary | None:
        if checkout_id in self.unreachable_about:
            raise NotSent("no connection")
        return {**self.orders, **self.updated}.get(checkout_id)

    def paid_between(self, since: datetime, until: datetime) -> Iterator[OrderSummary]:
        yield from self.orders.values()

    def block_order(self, checkout_id: UUID) -> None:
        pass

    def flag(self, checkout_id: UUID, flag: str) -> None:
        self.flags.append(checkout_id)

    def add(self, finding: Finding, now: datetime) -> None:
        self.stored_findings.append(finding)

    def now(self) -> datetime:
        return NOW


def reconcile(collaborators: Any) -> list[Finding]:
    parts = dict.fromkeys(
        ("store", "gateway", "settler", "payments", "orders", "findings", "clock"), collaborators
    )
    return Reconciliation(**parts).run(NOW - timedelta(days=1), NOW)


def without_orders(**how: Any) -> Collaborators:
    payments = {checkout_id: captured(checkout_id) for checkout_id in (FIRST, SECOND)}
    return Collaborators(payments, intents=[FIRST, SECOND], **how)


def test_a_finding_is_stored_although_a_later_one_fails() -> None:
    collaborators = without_orders(unreachable_about={SECOND})
    with pytest.raises(NotSent):
        reconcile(collaborators)
    assert collaborators.stored_findings == [
        Finding(FindingKind.CAPTURE_WITHOUT_ORDER, FIRST, PRICE, FindingSettlement.REVERSED)
    ]


def test_a_locked_payment_is_left_for_the_next_run() -> None:
    collaborators = without_orders(locked_ids={FIRST})
    assert [found.checkout_id for found in reconcile(collaborators)] == [SECOND]
    assert collaborators.payments[FIRST].refunded == 0


def test_a_payment_that_cannot_be_reversed_is_reported() -> None:
    collaborators = without_orders()
    collaborators.reverse = lambda checkout_id: collaborators.payments[checkout_id]  # type: ignore[method-assign]
    assert {found.settlement for found in reconcile(collaborators)} == {FindingSettlement.REPORTED}


def test_a_paid_order_without_its_capture_is_flagged() -> None:
    collaborators = Collaborators({FIRST: captured(FIRST, refunded=500)}, orders={FIRST: paid(FIRST)})
    (found,) = reconcile(collaborators)
    assert (found.kind, found.amount, collaborators.flags) == (
        FindingKind.ORDER_WITHOUT_CAPTURE,
        Money(500, Currency.USD),
        [FIRST],
    )


def test_an_order_is_left_alone_while_a_message_about_its_refund_is_unsent() -> None:
    refunded = {FIRST: captured(FIRST, refunded=500)}
    assert reconcile(Collaborators(refunded, orders={FIRST: paid(FIRST)}, unsent_about={FIRST})) == []


def test_an_order_that_got_its_message_since_it_was_listed_has_no_finding() -> None:
    refunded = {FIRST: captured(FIRST, refunded=500)}
    updated = {FIRST: paid(FIRST, refunded=500)}
    assert reconcile(Collaborators(refunded, orders={FIRST: paid(FIRST)}, updated=updated)) == []
