"""What does not fit between the gateway's books, ours and the orders."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from bookstore.payments.gateway.answers import Intent, IntentStatus
from bookstore.payments.model import Payment
from bookstore.payments.reconciliation.reconciliation import missing, needless, unclaimed
from bookstore.payments.reconciliation.repository import OrderStanding
from bookstore.payments.states import Method, State
from bookstore.platform.money import Currency, Money

CHECKOUT = UUID("11111111-2222-4333-8444-555555555555")
PRICE = Money(1900, Currency.USD)
TAKEN = Intent("pi_1", IntentStatus.SUCCEEDED, PRICE, 1900)
HELD = Intent("pi_1", IntentStatus.REQUIRES_CAPTURE, PRICE)
CAPTURED = Payment(CHECKOUT, Method.CARD, PRICE, State.CAPTURED, captured=1900, gateway_id="pi_1")


def order(state: str = "paid", refunded: int = 0) -> OrderStanding:
    return OrderStanding(
        checkout_id=CHECKOUT, state=state, currency=Currency.USD, grand_total=1900, refunded=refunded
    )


@pytest.mark.parametrize("payment", [CAPTURED, None])
@pytest.mark.parametrize("intent", [TAKEN, HELD])
@pytest.mark.parametrize("found", [None, order("canceled")])
def test_money_that_no_order_stands_for_is_needless(
    payment: Payment | None, intent: Intent, found: OrderStanding | None
) -> None:
    assert needless(payment, intent, found) == PRICE


@pytest.mark.parametrize("state", ["placed", "paid", "canceling"])
def test_money_of_an_order_that_stands_or_is_under_way_is_left_alone(state: str) -> None:
    assert needless(CAPTURED, TAKEN, order(state)) is None


def test_money_that_went_back_already_is_not_needless() -> None:
    refunded = replace(CAPTURED, state=State.REFUNDED, refunded=1900)
    assert needless(refunded, TAKEN, None) is None
    returning = replace(CAPTURED, return_asked=True, state=State.RETURNING)
    assert needless(returning, TAKEN, None) is None
    assert needless(replace(CAPTURED, state=State.CAPTURING), HELD, None) is None


def test_money_that_the_bank_has_sent_back_is_needless_once_more() -> None:
    came_back = replace(CAPTURED, return_asked=True, flag="refund-failed")
    assert needless(came_back, TAKEN, order("canceled")) == PRICE


def test_money_whose_order_waits_to_be_paid_is_unclaimed() -> None:
    assert unclaimed(CAPTURED, TAKEN, order("placed")) == PRICE
    assert unclaimed(None, TAKEN, order("placed")) == PRICE
    assert unclaimed(replace(CAPTURED, state=State.CAPTURING), TAKEN, order("placed")) is None
    assert unclaimed(CAPTURED, HELD, order("placed")) is None
    assert unclaimed(CAPTURED, TAKEN, order("paid")) is None


def test_an_order_lacks_what_it_costs_and_nobody_paid() -> None:
    assert missing(None, order()) == PRICE
    assert missing(replace(CAPTURED, refunded=1900), order()) == PRICE
    assert missing(replace(CAPTURED, refunded=400), order(refunded=400)) is None
    assert missing(CAPTURED, order(refunded=400)) == Money(-400, Currency.USD)


def test_only_a_paid_order_can_lack_anything() -> None:
    assert missing(None, order("canceled")) is None
