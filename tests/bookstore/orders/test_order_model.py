"""Orders without I/O: states and money."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from uuid import UUID

import pytest

from bookstore.orders.errors import (
    AlreadyCanceled,
    AmountMismatch,
    CheckoutInProgress,
    RefundsUnderWay,
    TotalsDoNotAddUp,
)
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import OrderRefundState
from bookstore.orders.states import MOVES, OrderMoveNotAllowed, OrderState
from bookstore.platform.schemas import TaxMode

from .ordered_books import (
    CANCELED,
    CANCELING,
    FREE,
    LATER,
    LINES,
    NOW,
    PAID,
    PLACED,
    TOTALS,
)


def test_only_the_moves_of_the_table_are_possible() -> None:
    for start, end in product(OrderState, OrderState):
        order = replace(PLACED, state=start)
        if end in MOVES[start]:
            assert order.moved(end).state is end
        else:
            with pytest.raises(OrderMoveNotAllowed):
                order.moved(end)


def test_a_canceled_order_stays_canceled() -> None:
    assert not MOVES[OrderState.CANCELED]


def test_an_order_is_paid_with_its_whole_total() -> None:
    assert (PAID.state, PAID.captured, PAID.paid_at) == (OrderState.PAID, 3520, NOW)


@pytest.mark.parametrize("captured", [0, 3519, 3521])
def test_any_other_amount_is_refused_and_both_are_named(captured: int) -> None:
    with pytest.raises(
        AmountMismatch, match=r"was captured, but 35\.20 USD is to pay for order BK-7Q2M-4HXW"
    ):
        PLACED.paid(captured, NOW)


def test_another_amount_is_refused_for_a_paid_order_too() -> None:
    with pytest.raises(AmountMismatch):
        PAID.paid(100, NOW)


def test_paying_twice_changes_nothing() -> None:
    assert PAID.paid(3520, LATER) == PAID


def test_a_payment_notice_that_comes_after_the_cancellation_changes_nothing() -> None:
    canceling = PAID.canceled_by_buyer(LATER)
    assert canceling.paid(3520, LATER) == canceling


def test_an_order_that_its_checkout_canceled_can_not_be_paid() -> None:
    with pytest.raises(AlreadyCanceled):
        PLACED.canceled_by_checkout("declined", NOW).paid(3520, LATER)


def test_an_unpaid_order_belongs_to_its_checkout() -> None:
    with pytest.raises(CheckoutInProgress):
        PLACED.canceled_by_buyer(NOW)


def test_a_paid_order_is_canceled_once_its_money_and_its_copies_are_back() -> None:
    canceling = PAID.canceled_by_buyer(LATER)
    assert canceling.state is OrderState.CANCELING
    assert canceling.with_payment_reversed(LATER).state is OrderState.CANCELING
    assert canceling.with_copies_restocked(LATER).state is OrderState.CANCELING
    assert canceling.with_payment_reversed(LATER).with_copies_restocked(LATER).state is OrderState.CANCELED
    assert canceling.with_copies_restocked(LATER).with_payment_reversed(LATER).canceled_at == LATER


def test_a_second_report_of_the_reversed_payment_changes_nothing() -> None:
    canceled = PAID.canceled_by_buyer(NOW).with_payment_reversed(NOW).with_copies_restocked(NOW)
    assert canceled.with_payment_reversed(LATER) == canceled
    assert canceled.canceled_by_buyer(LATER) == canceled


def test_an_order_that_cost_nothing_waits_for_its_copies_only() -> None:
    canceling = FREE.paid(0, NOW).canceled_by_buyer(LATER)
    assert canceling.with_copies_restocked(LATER).state is OrderState.CANCELED


def test_a_compensated_checkout_cancels_an_unpaid_order_at_once() -> None:
    assert PLACED.canceled_by_checkout("out-of-stock", NOW).state is OrderState.CANCELED


def test_a_compensated_checkout_cancels_a_paid_order_once_its_payment_is_reversed() -> None:
    assert PAID.canceled_by_checkout("out-of-stock", NOW).state is OrderState.CANCELING


def test_lines_that_sum_to_their_totals_pass() -> None:
    TOTALS.check(LINES)


def test_included_tax_is_part_of_the_prices() -> None:
    lines = tuple(replace(line, tax_mode=TaxMode.INCLUDED) for line in LINES)
    replace(TOTALS, tax_mode=TaxMode.INCLUDED, grand_total=3290).check(lines)


def test_of_two_lines_one_may_include_its_tax_and_the_other_add_it() -> None:
    printed, ebook = LINES
    lines = (printed, replace(ebook, tax_mode=TaxMode.INCLUDED))
    replace(TOTALS, grand_total=3431).check(lines)
    with pytest.raises(TotalsDoNotAddUp, match="grand_total is 3520, but its parts sum to 3431"):
        TOTALS.check(lines)


@pytest.mark.parametrize("field", ["subtotal", "discount", "shipping", "tax", "grand_total"])
def test_a_total_that_is_off_by_one_is_refused(field: str) -> None:
    with pytest.raises(TotalsDoNotAddUp):
        replace(TOTALS, **{field: getattr(TOTALS, field) + 1}).check(LINES)


def test_no_line_is_discounted_below_nothing() -> None:
    lines = (replace(LINES[0], line_total=1900, discount=0), replace(LINES[1], line_total=300, discount=310))
    totals = replace(TOTALS, subtotal=2200, grand_total=2620)
    with pytest.raises(TotalsDoNotAddUp, match="larger than its line total"):
        totals.check(lines)


def test_an_unpaid_order_is_canceled_after_its_deadline_and_all_that_is_held_for_it_is_released() -> None:
    after = PLACED.not_paid_in_time(LATER)
    assert (after.state, after.canceled_at) == (OrderState.CANCELED, LATER)
    messages = outbox_messages(PLACED, after)
    assert [message.destination for message in messages] == ["payments", "inventory", "pricing"]
    assert messages[-1].payload["act"] == "release"


@pytest.mark.parametrize("order", [PAID, CANCELING, CANCELED])
def test_the_deadline_for_payment_does_not_concern_an_order_that_was_paid(order: Order) -> None:
    assert order.not_paid_in_time(LATER) == order


def test_an_order_that_its_checkout_canceled_is_compensated_by_the_checkout() -> None:
    assert outbox_messages(PLACED, PLACED.canceled_by_checkout("declined", LATER)) == []


def test_a_report_of_a_refund_is_too_early_for_an_order_that_is_not_paid() -> None:
    with pytest.raises(CheckoutInProgress):
        PLACED.with_refund_result(UUID(int=9), 500, OrderRefundState.REFUNDED, NOW)
    assert PAID.with_refund_result(UUID(int=9), 500, OrderRefundState.REFUNDED, NOW).refunded == 500


def test_the_first_flag_of_an_order_stays() -> None:
    assert PAID.flagged("disputed").flagged("money-missing").flag == "disputed"


def test_the_flag_of_an_unpaid_order_goes_when_it_is_paid() -> None:
    assert PLACED.flagged("taken-not-paid").paid(3520, NOW).flag is None
    assert PLACED.flagged("disputed").paid(3520, NOW).flag == "disputed"


def test_a_refund_made_at_the_gateway_comes_too_early_while_another_may_yet_fail() -> None:
    (made,) = PAID.with_refund_result(UUID(int=9), 3520, OrderRefundState.REFUNDED, NOW).refunds
    messages = PAID.with_refund(replace(made, state=OrderRefundState.REQUESTED))
    with pytest.raises(RefundsUnderWay):
        messages.with_refund_result(UUID(int=10), 3520, OrderRefundState.REFUNDED, LATER)
    failed = messages.with_refund_result(UUID(int=9), 3520, OrderRefundState.FAILED, LATER)
    assert failed.with_refund_result(UUID(int=10), 3520, OrderRefundState.REFUNDED, LATER).refunded == 3520


def test_a_refund_larger_than_the_rest_of_the_order_is_not_added() -> None:
    (made,) = PAID.with_refund_result(UUID(int=9), 500, OrderRefundState.REFUNDED, NOW).refunds
    messages = PAID.with_refund(replace(made, state=OrderRefundState.REQUESTED))
    assert messages.with_refund_result(UUID(int=10), 3521, OrderRefundState.REFUNDED, LATER) == messages
