"""One run of the reconciliation: the findings it stores, postpones or leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bookstore.payments.gateway.answers import IntentSnapshot, IntentStatus, ListedRefund
from bookstore.payments.lock import PaymentLocked, StoredPayment
from bookstore.payments.model import Payment
from bookstore.payments.reconciliation.findings import Finding, FindingKind, FindingSettlement
from bookstore.payments.reconciliation.order_ledger import OrderSummary
from bookstore.payments.reconciliation.reconciliation import Reconciliation
from bookstore.payments.reconciliation.repository import PostponedComparison
from bookstore.payments.refund import PaymentRefund
from bookstore.payments.states import PaymentRefundState, PaymentState
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
    waiting: list[PostponedComparison] = field(default_factory=list)
    refunds: list[ListedRefund] = field(default_factory=list)
    inquiries: list[UUID] = field(default_factory=list)
    refunds_listed_since: datetime | None = None
    flags: list[UUID] = field(default_factory=list)

    def within(self, seconds: float) -> Any:
        return nullcontext()

    def intents_between(self, since: datetime, until: datetime) -> list[tuple[UUID, IntentSnapshot]]:
        return [(checkout_id, CAPTURED) for checkout_id in self.intents]

    def refunds_between(self, since: datetime, until: datetime) -> list[ListedRefund]:
        self.refunds_listed_since = since
        return self.refunds

    def retrieve_with_refunded(self, intent_id: str) -> IntentSnapshot:
        return CAPTURED

    def find(self, checkout_id: UUID) -> StoredPayment:
        return StoredPayment(self.payments[checkout_id], "")

    def find_by_intent(self, gateway_id: str) -> StoredPayment | None:
        found = (one for one in self.payments.values() if one.gateway_id == gateway_id)
        return next((StoredPayment(one, "") for one in found), None)

    def inquire_refunds(self, checkout_id: UUID) -> Payment:
        self.inquiries.append(checkout_id)
        return self.payments[checkout_id]

    def postpone(self, checkout_id: UUID, gateway_id: str | None, now: datetime) -> None:
        times = next((one.times for one in self.waiting if one.checkout_id == checkout_id), 0)
        self.waiting = [one for one in self.waiting if one.checkout_id != checkout_id]
        self.waiting.append(PostponedComparison(checkout_id, gateway_id, times + 1))

    def postponed(self) -> list[PostponedComparison]:
        return list(self.waiting)

    def mark_compared(self, comparison: PostponedComparison) -> None:
        self.waiting = [one for one in self.waiting if one != comparison]

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


def test_a_locked_payment_is_compared_by_the_next_run_of_another_span() -> None:
    collaborators = without_orders(locked_ids={FIRST})
    reconcile(collaborators)
    collaborators.intents, collaborators.locked_ids = [], set()
    (found,) = reconcile(collaborators)
    assert (found.checkout_id, found.settlement) == (FIRST, FindingSettlement.REVERSED)
    assert collaborators.waiting == []


def test_a_payment_with_an_open_call_is_compared_until_it_is_settled() -> None:
    busy = replace(captured(FIRST), refunds=(PaymentRefund(uuid4(), 500),))
    collaborators = Collaborators({FIRST: busy}, intents=[FIRST])
    assert [reconcile(collaborators) for _ in range(2)] == [[], []]
    assert collaborators.waiting == [PostponedComparison(FIRST, "pi_1", 3)]
    collaborators.intents, collaborators.payments[FIRST] = [], captured(FIRST)
    (found,) = reconcile(collaborators)
    assert (found.kind, collaborators.waiting) == (FindingKind.CAPTURE_WITHOUT_ORDER, [])


def test_a_comparison_that_fails_stays_postponed() -> None:
    collaborators = without_orders(locked_ids={FIRST})
    reconcile(collaborators)
    collaborators.unreachable_about = {FIRST}
    with pytest.raises(NotSent):
        reconcile(collaborators)
    assert [one.checkout_id for one in collaborators.waiting] == [FIRST]


KNOWN = PaymentRefund(uuid4(), 400, PaymentRefundState.REFUNDED, "re_1")


@pytest.mark.parametrize(
    ("listed", "asked"),
    [
        ([ListedRefund("re_1", "pi_first", "succeeded")], False),
        ([ListedRefund("re_1", "pi_first", "failed")], True),
        ([ListedRefund("re_1", "pi_first", "an unknown status")], True),
        ([ListedRefund("re_1", "pi_first", "succeeded"), ListedRefund("re_2", "pi_first", "pending")], True),
        ([ListedRefund("re_3", "pi_first", "failed")], False),
        ([ListedRefund("re_4", "pi_of_another_business", "succeeded")], False),
        ([ListedRefund("re_5", None, "succeeded")], False),
    ],
)
def test_a_payment_is_asked_about_refunds_that_are_not_stored(
    listed: list[ListedRefund], asked: bool
) -> None:
    known = replace(captured(FIRST, refunded=400), refunds=(KNOWN,), gateway_id="pi_first")
    collaborators = Collaborators({FIRST: known}, refunds=listed)
    assert reconcile(collaborators) == []
    assert collaborators.inquiries == ([FIRST] if asked else [])


def test_refunds_are_listed_as_long_as_the_bank_may_send_them_back() -> None:
    collaborators = Collaborators({})
    reconcile(collaborators)
    assert collaborators.refunds_listed_since == NOW - timedelta(days=31)


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
    collaborators = Collaborators(refunded, orders={FIRST: paid(FIRST)}, unsent_about={FIRST})
    assert reconcile(collaborators) == []
    assert [one.checkout_id for one in collaborators.waiting] == [FIRST]


def test_an_order_that_got_its_message_since_it_was_listed_has_no_finding() -> None:
    refunded = {FIRST: captured(FIRST, refunded=500)}
    updated = {FIRST: paid(FIRST, refunded=500)}
    assert reconcile(Collaborators(refunded, orders={FIRST: paid(FIRST)}, updated=updated)) == []
