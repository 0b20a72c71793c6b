"""Transfers: what they pay, and that all the rest of them goes back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.payments.errors import NotRefundable, RefundTooLarge
from bookstore.payments.transfers.model import (
    ExpectationState,
    ExpectedTransfer,
    RepaymentReason,
    Transfer,
    booked,
    refund_between,
    repayment_of_ended,
)
from bookstore.payments.transfers.reference import new_reference, read_reference
from bookstore.platform.money import Currency, Money

DUE = datetime(2026, 2, 8, 10, tzinfo=UTC)
CHECKOUT, REPAYMENT = UUID(int=1), UUID(int=2)
EXPECTED = ExpectedTransfer(CHECKOUT, "RF55B00KST0RE", Money(1900, Currency.USD), DUE)
PAID = EXPECTED.with_transfer(Transfer("stmt-0", Money(1900, Currency.USD), "", DUE))


def _transfer(amount: int, at: datetime = DUE, currency: Currency = Currency.USD) -> Transfer:
    return Transfer("stmt-1", Money(amount, currency), "RF55B00KST0RE", at)


@pytest.mark.parametrize(
    ("expected", "transfer", "claimed", "reason"),
    [
        (EXPECTED, _transfer(1000), 1000, None),
        (EXPECTED, _transfer(1900), 1900, None),
        (EXPECTED, _transfer(1901), 1900, RepaymentReason.TOO_MUCH),
        (EXPECTED, _transfer(1900, DUE + timedelta(seconds=1)), 0, RepaymentReason.TOO_LATE),
        (EXPECTED, _transfer(1900, currency=Currency.EUR), 0, RepaymentReason.OTHER_CURRENCY),
        (PAID, _transfer(1900), 0, RepaymentReason.PAID_ALREADY),
        (PAID.ended(), _transfer(1900), 0, RepaymentReason.CANCELED),
        (None, _transfer(1900), 0, RepaymentReason.UNKNOWN_REFERENCE),
    ],
)
def test_a_transfer_pays_what_is_due_and_the_rest_goes_back(
    expected: ExpectedTransfer | None, transfer: Transfer, claimed: int, reason: RepaymentReason | None
) -> None:
    result = booked(transfer, expected, REPAYMENT)
    rest = transfer.amount.amount - claimed
    assert result.claimed == claimed
    assert (result.repayment.amount.amount if result.repayment else 0) == rest
    assert (result.repayment.reason if result.repayment else None) == reason


@given(st.lists(st.integers(1, 3000), max_size=6), st.booleans())
def test_all_transfers_together_pay_at_most_the_whole_and_lose_nothing(
    amounts: list[int], is_canceled: bool
) -> None:
    expected, back = EXPECTED, 0
    for amount in amounts:
        result = booked(_transfer(amount), expected, uuid4())
        expected = result.expectation or expected
        back += result.repayment.amount.amount if result.repayment else 0
    if is_canceled:
        ended = repayment_of_ended(expected, uuid4())
        back += ended.amount.amount if ended else 0
        expected = expected.ended()
    assert expected.received <= expected.amount.amount
    assert sum(amounts) == expected.received - expected.refunded + back


def test_a_part_of_the_sum_cannot_be_refunded() -> None:
    part = EXPECTED.with_transfer(_transfer(1000))
    with pytest.raises(NotRefundable):
        part.with_refund(Money(500, Currency.USD))


def test_no_more_is_refunded_than_was_transferred() -> None:
    half = PAID.with_refund(Money(1000, Currency.USD))
    assert half.refundable == 900
    with pytest.raises(RefundTooLarge):
        half.with_refund(Money(901, Currency.USD))


def test_an_ended_expectation_owes_back_what_no_refund_has_claimed() -> None:
    repayment = repayment_of_ended(PAID.with_refund(Money(1000, Currency.USD)), REPAYMENT)
    assert repayment is not None
    assert repayment.amount == Money(900, Currency.USD)
    assert PAID.ended().state is ExpectationState.ENDED


def test_a_reference_of_the_standard_is_read() -> None:
    assert read_reference("rf18 5390 0754 7034") == "RF18539007547034"  # the example of ISO 11649


@given(st.integers(4, 13), st.sampled_from("0123456789"), st.sampled_from("ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_digit_or_letter_of_a_reference_is_noticed(place: int, digit: str, letter: str) -> None:
    # A letter in the place of a digit counts as two, and is missed one time in 97.
    reference = new_reference()
    assert read_reference(reference) == reference
    wrong = digit if reference[place].isdigit() else letter
    mistyped = reference[:place] + wrong + reference[place + 1 :]
    assert read_reference(mistyped) == (reference if mistyped == reference else None)


@pytest.mark.parametrize("text", ["", "books", "RF", "RF55", "RF00B00KST0RE", "DE55B00KST0RE"])
def test_what_is_no_reference_names_no_order(text: str) -> None:
    assert read_reference(text) is None


OWED = replace(EXPECTED, owed_by="ada")


def _usd(amount: int) -> Money:
    return Money(amount, Currency.USD)


@pytest.mark.parametrize(
    ("received", "refund", "reduced", "back", "state"),
    [
        (0, 950, 950, 0, ExpectationState.OPEN),
        (0, 1900, 1900, 0, ExpectationState.PAID),
        (1000, 899, 899, 0, ExpectationState.OPEN),
        (1000, 900, 900, 0, ExpectationState.PAID),
        (1000, 901, 900, 1, ExpectationState.PAID),
        (1900, 1900, 0, 1900, ExpectationState.PAID),
    ],
)
def test_what_is_missing_becomes_less_before_anything_goes_back(
    received: int, refund: int, reduced: int, back: int, state: ExpectationState
) -> None:
    expected = OWED.with_transfer(_transfer(received)) if received else OWED
    after = expected.with_refund(_usd(refund))
    made = refund_between(expected, after, REPAYMENT, DUE)
    assert (made.reduced, made.amount.amount, made.is_of, after.state) == (reduced, back, refund, state)
    assert (made.sent_at is None) is (back > 0)


def test_no_more_is_refunded_than_is_owed_and_has_arrived() -> None:
    reduced = OWED.with_transfer(_transfer(1000)).with_refund(_usd(500))
    with pytest.raises(RefundTooLarge) as refused:
        reduced.with_refund(_usd(1401))
    assert refused.value.members["refundable"] == 1400


def test_what_waits_in_advance_is_not_reduced() -> None:
    with pytest.raises(NotRefundable):
        EXPECTED.with_transfer(_transfer(1000)).with_refund(_usd(1))


def test_a_canceled_order_is_not_reduced() -> None:
    with pytest.raises(NotRefundable):
        OWED.ended().with_refund(_usd(1))


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 3000)), max_size=8))
def test_transfers_and_refunds_in_any_order_add_up(steps: list[tuple[bool, int]]) -> None:
    expected, back, taken_off = OWED, 0, 0
    for is_transfer, amount in steps:
        before = expected
        if is_transfer:
            expected = booked(_transfer(amount), before, uuid4()).expectation or before
            continue
        with suppress(RefundTooLarge):
            expected = before.with_refund(_usd(amount))
            made = refund_between(before, expected, uuid4(), DUE)
            back, taken_off = back + made.amount.amount, taken_off + made.reduced
    assert (expected.refunded, expected.reduced) == (back, taken_off)
    assert expected.missing >= 0
    assert expected.received + expected.reduced + expected.missing == expected.amount.amount
    assert (expected.state is ExpectationState.PAID) is (expected.missing == 0)
    assert expected.missing == 0 or back == 0
