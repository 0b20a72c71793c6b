"""A refund goes to the payment first, and what the payment has not given to gift cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.orders.messages.outbox_messages import (
    GIFT_CARD_REFUNDS,
    GIFT_CARDS,
    PAYMENTS,
    REFUNDS,
    outbox_messages,
)
from bookstore.orders.model import Order
from bookstore.orders.purchase import OrderLine, Purchase, Totals
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState, RefundDestination
from bookstore.orders.states import OrderState
from bookstore.platform.money import Currency
from bookstore.platform.schemas import TaxMode

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)
LINES = (
    OrderLine("dune", "Dune", 3, 700, 2100, 100, 160),
    OrderLine("emma", "Emma", 1, 500, 500, 0, 40),
)
TOTALS = Totals(Currency.USD, 2600, 100, 400, 200, TaxMode.ADDED, 3100)


def paid_order(redeemed: int) -> Order:
    purchase = Purchase(
        "ada", None, "ada@example.com", "en-US", {}, "standard", LINES, TOTALS, (), "card", redeemed=redeemed
    )
    placed = Order(UUID(int=7), "BK-7Q2M-4HXW", purchase, NOW)
    return placed.paid(3100 - redeemed, NOW)


def refund_of(order: Order, amount: int) -> OrderRefund:
    return OrderRefund(uuid4(), amount, order.split.of_amount(amount, order.refunds), "a test", NOW)


def sums(order: Order) -> dict[RefundDestination, int]:
    return {
        where: sum(each.amount for each in order.refunds if each.destination is where)
        for where in RefundDestination
    }


@given(st.integers(0, 3100), st.lists(st.integers(1, 1000), max_size=6))
def test_each_refund_is_split_without_losing_a_minor_unit(redeemed: int, thousandths: list[int]) -> None:
    order = paid_order(redeemed)
    for part in thousandths:
        amount = order.split.refundable(order.refunds) * part // 1000
        if amount == 0:
            continue
        before = sums(order)
        order = order.with_refund(refund_of(order, amount))
        after = sums(order)
        to_payment = after[RefundDestination.PAYMENT] - before[RefundDestination.PAYMENT]
        assert to_payment == min(amount, 3100 - redeemed - before[RefundDestination.PAYMENT])
        assert sum(after.values()) == sum(before.values()) + amount
    assert all(
        sum(share.amount(tax_added=True) for share in refund.shares) == refund.amount
        for refund in order.refunds
    )
    assert order.split.refundable(order.refunds) == 3100 - sum(each.amount for each in order.refunds)


@pytest.mark.parametrize(
    ("redeemed", "destinations"),
    [
        (0, [RefundDestination.PAYMENT]),
        (1000, [RefundDestination.PAYMENT, RefundDestination.GIFT_CARDS]),
        (3100, [RefundDestination.GIFT_CARDS]),
    ],
)
def test_a_refund_of_all_goes_where_the_money_came_from(
    redeemed: int, destinations: list[RefundDestination]
) -> None:
    order = paid_order(redeemed)
    refunded = order.with_refund(refund_of(order, 3100))
    assert [each.destination for each in refunded.refunds] == destinations
    sent = [message.destination for message in outbox_messages(order, refunded)]
    where = {RefundDestination.PAYMENT: REFUNDS, RefundDestination.GIFT_CARDS: GIFT_CARD_REFUNDS}
    assert sent == [where[each] for each in destinations]


def test_copies_are_named_by_the_part_that_completes_them() -> None:
    order = paid_order(3000)
    shares = order.split.of_copies({"dune": 2}, ())
    whole = OrderRefund(uuid4(), order.split.amount(shares), shares, "a test", NOW)
    payment, cards = order.with_refund(whole).refunds
    assert [share.quantity for share in payment.shares] == [0]
    assert [share.quantity for share in cards.shares] == [2]
    assert payment.amount == 100


def test_a_canceled_order_waits_for_the_gift_cards_too() -> None:
    order = paid_order(1000)
    canceling = order.canceled_by_buyer(NOW)
    assert (canceling.to_return, canceling.to_return_to_gift_cards) == (3100, 1000)
    asked = [message.destination for message in outbox_messages(order, canceling)]
    assert {PAYMENTS, GIFT_CARDS} <= set(asked)
    back = canceling.with_payment_reversed(NOW).with_copies_restocked(NOW)
    assert back.state is OrderState.CANCELING
    assert back.with_gift_cards_released(NOW).state is OrderState.CANCELED


def test_an_order_that_cards_have_paid_whole_asks_no_payment_back() -> None:
    canceling = paid_order(3100).canceled_by_buyer(NOW)
    back = canceling.with_gift_cards_released(NOW).with_copies_restocked(NOW)
    assert back.state is OrderState.CANCELED


def test_what_was_refunded_before_is_not_returned_again() -> None:
    order = paid_order(1000)
    refunded = order.with_refund(refund_of(order, 2500))
    settled = replace(
        refunded,
        refunds=tuple(replace(each, state=OrderRefundState.REFUNDED) for each in refunded.refunds),
    )
    canceling = settled.canceled_by_buyer(NOW)
    assert (canceling.to_return, canceling.to_return_to_gift_cards) == (600, 600)
