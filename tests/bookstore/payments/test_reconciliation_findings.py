"""What does not fit between the gateway's books, ours and the orders."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from bookstore.payments.gateway.answers import PaymentIntent, PaymentIntentStatus
from bookstore.payments.model import Payment
from bookstore.payments.reconciliation.findings import (
    money_missing,
    money_of_unpaid_order,
    money_without_order,
)
from bookstore.payments.reconciliation.order_ledger import OrderSummary
from bookstore.payments.states import PaymentState
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import PaymentMethod

CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")
PRICE = Money(1900, Currency.USD)
TAKEN = PaymentIntent("pi_1", PaymentIntentStatus.SUCCEEDED, PRICE, 1900)
HELD = PaymentIntent("pi_1", PaymentIntentStatus.REQUIRES_CAPTURE, PRICE)
CAPTURED = Payment(
    CHECKOUT, PaymentMethod.CARD, PRICE, PaymentState.CAPTURED, captured=1900, gateway_id="pi_1"
)


def order(state: str = "paid", refunded: int = 0) -> OrderSummary:
    return OrderSummary(
        checkout_id=CHECKOUT, state=state, currency=Currency.USD, grand_total=1900, refunded=refunded
    )


@pytest.mark.parametrize("payment", [CAPTURED, None])
@pytest.mark.parametrize("intent", [TAKEN, HELD])
@pytest.mark.parametrize("found", [None, order("canceled")])
def test_money_that_no_order_stands_for_is_needless(
    payment: Payment | None, intent: PaymentIntent, found: OrderSummary | None
) -> None:
    assert money_without_order(payment, intent, found) == PRICE


@pytest.mark.parametrize("state", ["placed", "paid", "canceling"])
def test_money_of_an_order_that_stands_or_is_under_way_is_left_alone(state: str) -> None:
    assert money_without_order(CAPTURED, TAKEN, order(state)) is None


def test_money_that_went_back_already_is_not_needless() -> None:
    refunded = replace(CAPTURED, state=PaymentState.REFUNDED, refunded=1900)
    assert money_without_order(refunded, TAKEN, None) is None
    start_reversal = replace(CAPTURED, reversal_requested=True, state=PaymentState.RETURNING)
    assert money_without_order(start_reversal, TAKEN, None) is None
    assert money_without_order(replace(CAPTURED, state=PaymentState.CAPTURING), HELD, None) is None


def test_money_that_the_bank_has_sent_back_is_needless_once_more() -> None:
    came_back = replace(CAPTURED, reversal_requested=True, flag="refund-failed")
    assert money_without_order(came_back, TAKEN, order("canceled")) == PRICE


def test_money_whose_order_waits_to_be_paid_is_unclaimed() -> None:
    assert money_of_unpaid_order(CAPTURED, TAKEN, order("placed")) == PRICE
    assert money_of_unpaid_order(None, TAKEN, order("placed")) == PRICE
    assert (
        money_of_unpaid_order(replace(CAPTURED, state=PaymentState.CAPTURING), TAKEN, order("placed")) is None
    )
    assert money_of_unpaid_order(CAPTURED, HELD, order("placed")) is None
    assert money_of_unpaid_order(CAPTURED, TAKEN, order("paid")) is None


def test_an_order_lacks_what_it_costs_and_nobody_paid() -> None:
    assert money_missing(None, order()) == PRICE
    assert money_missing(replace(CAPTURED, refunded=1900), order()) == PRICE
    assert money_missing(replace(CAPTURED, refunded=400), order(refunded=400)) is None
    assert money_missing(CAPTURED, order(refunded=400)) == Money(-400, Currency.USD)


def test_only_a_paid_order_can_lack_anything() -> None:
    assert money_missing(None, order("canceled")) is None
