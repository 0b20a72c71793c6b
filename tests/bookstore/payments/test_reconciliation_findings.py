"""The contradictions between the gateway's intents, payments and orders."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from bookstore.payments.gateway.answers import IntentSnapshot, IntentStatus
from bookstore.payments.model import Payment
from bookstore.payments.reconciliation.findings import (
    money_missing,
    money_of_unpaid_order,
    money_without_order,
)
from bookstore.payments.reconciliation.order_ledger import OrderSummary
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
