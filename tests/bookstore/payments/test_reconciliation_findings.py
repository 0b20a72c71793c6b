"""The contradictions between the gateway's intents, payments and orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from bookstore.payments.gateway.answers import IntentSnapshot, IntentStatus
from bookstore.payments.model import Payment
from bookstore.payments.reconciliation.findings import (
    Finding,
    FindingKind,
    FindingSettlement,
    finding_of_reversal,
    money_missing,
    money_of_unpaid_order,
    money_without_order,
)
from bookstore.payments.reconciliation.order_ledger import OrderSummary
from bookstore.payments.refund import PaymentRefund
from bookstore.payments.states import PaymentState
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethodKind

CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")
PRICE = Money(1900, Currency.USD)
CAPTURED_INTENT = IntentSnapshot("pi_1", IntentStatus.SUCCEEDED, PRICE, 1900)
AUTHORIZED_INTENT = IntentSnapshot("pi_1", IntentStatus.REQUIRES_CAPTURE, PRICE)
PAYMENT = Payment(
    CHECKOUT, PaymentMethodKind.CARD, PRICE, PaymentState.CAPTURED, captured=1900, gateway_id="pi_1"
)


def order(state: str = "paid", refunded: int = 0) -> OrderSummary:
    return OrderSummary(
        checkout_id=CHECKOUT, state=state, currency=Currency.USD, grand_total=1900, refunded=refunded
    )


@pytest.mark.parametrize("payment", [PAYMENT, None])
@pytest.mark.parametrize("intent", [CAPTURED_INTENT, AUTHORIZED_INTENT])
@pytest.mark.parametrize("found", [None, order("canceled")])
def test_a_payment_without_an_active_order_is_a_finding(
    payment: Payment | None, intent: IntentSnapshot, found: OrderSummary | None
) -> None:
    assert money_without_order(payment, intent, found) == PRICE


@pytest.mark.parametrize("state", ["placed", "paid", "canceling"])
def test_a_payment_of_an_active_order_is_left_alone(state: str) -> None:
    assert money_without_order(PAYMENT, CAPTURED_INTENT, order(state)) is None


def test_a_payment_that_is_reversed_or_in_progress_is_left_alone() -> None:
    refunded = replace(PAYMENT, state=PaymentState.REFUNDED, refunded=1900)
    assert money_without_order(refunded, CAPTURED_INTENT, None) is None
    start_reversal = replace(PAYMENT, reversal_requested=True, state=PaymentState.RETURNING)
    assert money_without_order(start_reversal, CAPTURED_INTENT, None) is None
    assert (
        money_without_order(replace(PAYMENT, state=PaymentState.CAPTURING), AUTHORIZED_INTENT, None) is None
    )


def test_a_reversal_that_the_bank_sent_back_is_a_finding_again() -> None:
    sent_back = replace(PAYMENT, reversal_requested=True, flag="refund-failed")
    assert money_without_order(sent_back, CAPTURED_INTENT, order("canceled")) == PRICE


def reversal_found(before: Payment, intent: IntentSnapshot) -> Finding | None:
    """The finding of a reconciliation that reverses this payment, after it has read the intent."""
    return finding_of_reversal(
        CHECKOUT, intent, PRICE, before.start_reversal(datetime(2026, 1, 2, tzinfo=UTC))
    )


def test_what_a_reversal_finds_is_returned() -> None:
    held = replace(PAYMENT, state=PaymentState.AUTHORIZED, captured=0)
    hold, capture = FindingKind.HOLD_WITHOUT_ORDER, FindingKind.CAPTURE_WITHOUT_ORDER
    for payment, intent, kind in ((held, AUTHORIZED_INTENT, hold), (PAYMENT, CAPTURED_INTENT, capture)):
        finding = Finding(kind, CHECKOUT, PRICE, FindingSettlement.REVERSED)
        assert reversal_found(payment, intent) == finding


def test_a_hold_that_was_captured_before_its_reversal_is_found_as_a_capture() -> None:
    finding = reversal_found(PAYMENT, AUTHORIZED_INTENT)
    assert finding is not None
    assert finding.kind is FindingKind.CAPTURE_WITHOUT_ORDER


def test_what_was_refunded_before_the_reversal_is_no_finding() -> None:
    refund = PaymentRefund(UUID(int=1), 600)
    finding = reversal_found(replace(PAYMENT, refunds=(refund,)), CAPTURED_INTENT)
    assert finding is not None
    assert finding.amount == Money(1300, Currency.USD)
    all_of_it = replace(PAYMENT, refunds=(replace(refund, amount=1900),))
    assert reversal_found(all_of_it, CAPTURED_INTENT) is None


def test_a_payment_that_no_intent_could_be_stored_for_is_reported() -> None:
    finding = finding_of_reversal(CHECKOUT, CAPTURED_INTENT, PRICE, None)
    assert finding == Finding(FindingKind.CAPTURE_WITHOUT_ORDER, CHECKOUT, PRICE, FindingSettlement.REPORTED)


def test_a_capture_whose_order_is_only_placed_is_a_finding() -> None:
    assert money_of_unpaid_order(PAYMENT, CAPTURED_INTENT, order("placed")) == PRICE
    assert money_of_unpaid_order(None, CAPTURED_INTENT, order("placed")) == PRICE
    assert (
        money_of_unpaid_order(
            replace(PAYMENT, state=PaymentState.CAPTURING), CAPTURED_INTENT, order("placed")
        )
        is None
    )
    assert money_of_unpaid_order(PAYMENT, AUTHORIZED_INTENT, order("placed")) is None
    assert money_of_unpaid_order(PAYMENT, CAPTURED_INTENT, order("paid")) is None


def test_a_paid_order_lacks_its_grand_total_less_what_is_captured_and_refunded() -> None:
    assert money_missing(None, order()) == PRICE
    assert money_missing(replace(PAYMENT, refunded=1900), order()) == PRICE
    assert money_missing(replace(PAYMENT, refunded=400), order(refunded=400)) is None
    assert money_missing(PAYMENT, order(refunded=400)) == Money(-400, Currency.USD)


def test_only_a_paid_order_can_lack_an_amount() -> None:
    assert money_missing(None, order("canceled")) is None
