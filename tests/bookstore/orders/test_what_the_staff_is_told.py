"""What the staff is told of an order that needs a person: each thing once, in one sentence."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest

from bookstore.orders.model import CAPTURED_NOT_PAID, REFUND_FAILED
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState, RefundFailure
from bookstore.orders.rules.attention import attention
from bookstore.orders.rules.charges import CHARGE_REFUSED, HOLD_ENDED
from bookstore.orders.rules.transfers import COPIES_MISSING
from tests.bookstore.orders.ordered_books import LATER, NOW, PAID

_WHAT_AND_TO_DO = re.compile(r"[A-Z][^.:]+: [^.:]+\.")
_FLAGS = (REFUND_FAILED, CAPTURED_NOT_PAID, CHARGE_REFUSED, HOLD_ENDED, COPIES_MISSING)
_OF_PAYMENTS = ("disputed", "money-missing", "unheard-of")


def _refund(state: OrderRefundState = OrderRefundState.REQUESTED) -> OrderRefund:
    return OrderRefund(UUID(int=7), 500, (), "a wish", NOW).with_state(state, NOW)


def _failed(failure: RefundFailure) -> OrderRefund:
    return _refund().with_state(OrderRefundState.FAILED, LATER, failure)


@pytest.mark.parametrize("failure", RefundFailure)
def test_a_refund_that_failed_says_why_and_what_to_do(failure: RefundFailure) -> None:
    (told,) = attention(replace(PAID, refunds=(_refund(), _failed(failure))))
    assert (told.about, told.refund_id, told.amount) == (failure, UUID(int=7), 500)
    assert _WHAT_AND_TO_DO.fullmatch(told.says)


@pytest.mark.parametrize("flag", [*_FLAGS, *_OF_PAYMENTS])
def test_a_flag_says_what_happened_and_what_to_do(flag: str) -> None:
    (told,) = attention(PAID.flagged(flag))
    assert (told.about, told.refund_id, told.amount) == (flag, None, None)
    assert _WHAT_AND_TO_DO.fullmatch(told.says)


def test_no_two_things_are_told_in_the_same_words() -> None:
    told = [attention(replace(PAID, refunds=(_failed(each),)))[0].says for each in RefundFailure]
    told += [attention(PAID.flagged(flag))[0].says for flag in (*_FLAGS, *_OF_PAYMENTS)]
    assert len({*told}) == len(told)


def test_a_refund_that_the_bank_sent_back_is_told_once() -> None:
    sent_back = replace(PAID, refunds=(_failed(RefundFailure.SENT_BACK),)).flagged(REFUND_FAILED)
    assert [each.about for each in attention(sent_back)] == [RefundFailure.SENT_BACK]
    disputed = replace(sent_back, flag="disputed")
    assert [each.about for each in attention(disputed)] == ["disputed", RefundFailure.SENT_BACK]


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (OrderRefundState.REQUESTED, RefundFailure.REFUSED),
        (OrderRefundState.PENDING, RefundFailure.SENT_BACK),
        (OrderRefundState.REFUNDED, RefundFailure.SENT_BACK),
    ],
)
def test_what_was_accepted_before_was_sent_back(before: OrderRefundState, why: RefundFailure) -> None:
    assert _refund(before).with_state(OrderRefundState.FAILED, LATER).failure is why


def test_an_order_that_needs_no_person_says_nothing() -> None:
    refunded = replace(PAID, refunds=(_refund(OrderRefundState.REFUNDED),))
    assert (attention(PAID), attention(refunded)) == ((), ())
