"""Refunds are split over lines, discount, tax and shipping exactly, in any order."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.orders.errors import RefundTooLarge
from bookstore.orders.refunds.refund import SHIPPING, OrderRefund, OrderRefundState, Share, Split

NOW = datetime(2026, 1, 31, 10, tzinfo=UTC)


@st.composite
def splits(draw: st.DrawFn) -> Split:
    """Orders of a few lines with discount, tax and shipping, each in one of both tax modes."""
    parts = []
    for number in range(draw(st.integers(1, 4))):
        gross = draw(st.integers(0, 20_000))
        discount = draw(st.integers(0, gross))
        tax = draw(st.integers(0, (gross - discount) // 4))
        parts.append(Share(f"sku-{number}", gross, discount, tax, draw(st.integers(1, 7))))
    shipping = draw(st.integers(0, 2_000))
    parts.append(Share(SHIPPING, shipping, 0, draw(st.integers(0, shipping // 4))))
    included = draw(st.sets(st.sampled_from([part.part for part in parts])))
    return Split(tuple(parts), frozenset(included))


def refund(
    split: Split, shares: tuple[Share, ...], state: OrderRefundState = OrderRefundState.REFUNDED
) -> OrderRefund:
    return OrderRefund(uuid4(), split.amount(shares), shares, "because", NOW, state=state)


def sums(shares: tuple[Share, ...]) -> tuple[int, int, int]:
    return (
        sum(share.gross for share in shares),
        sum(share.discount for share in shares),
        sum(share.tax for share in shares),
    )


@given(splits(), st.lists(st.integers(1, 9_000), max_size=8))
def test_amounts_are_met_exactly_and_nothing_goes_back_twice(split: Split, amounts: list[int]) -> None:
    done: list[OrderRefund] = []
    for amount in amounts:
        wanted = min(amount, split.refundable(done))
        if wanted:
            done.append(refund(split, split.of_amount(wanted, done)))
            assert done[-1].amount == wanted
        for part in split.left(done):
            assert min(part.gross, part.discount, part.tax) >= 0
    rest = split.refundable(done)
    if rest:
        done.append(refund(split, split.of_amount(rest, done)))
    assert split.refundable(done) == 0
    assert sum(one.amount for one in done) == split.amount(split.parts)


@given(splits())
def test_copies_refunded_one_by_one_sum_to_their_lines(split: Split) -> None:
    done: list[OrderRefund] = []
    for part in split.parts[:-1]:
        count = 0
        for _ in range(part.quantity):
            count += 1
            with suppress(RefundTooLarge):  # a copy that cost nothing is refunded together with the next one
                done.append(refund(split, split.of_copies({part.part: count}, done)))
                count = 0
    assert sum(one.amount for one in done) == split.amount(split.parts[:-1])


@given(splits())
def test_everything_at_once_is_the_whole_order(split: Split) -> None:
    whole = split.amount(split.parts)
    if whole:
        shares = split.of_amount(whole, [])
        assert (split.amount(shares), sums(shares)[2]) == (whole, sum(part.tax for part in split.parts))


def dune(tax: int = 157, discount: int = 100) -> Split:
    """Three copies at 9.50 with a discount of 1.00 and added tax, and shipping of 4.00."""
    return Split((Share("dune", 2850, discount, tax, 3), Share(SHIPPING, 400, 0, 0)))


def test_the_cents_that_do_not_divide_go_to_the_first_copies() -> None:
    split, done = dune(), list[OrderRefund]()
    found = []
    for _ in range(3):
        shares = split.of_copies({"dune": 1}, done)
        done.append(refund(split, shares))
        found.append((shares[0].discount, shares[0].tax, done[-1].amount))
    assert found == [(34, 53, 969), (33, 52, 969), (33, 52, 969)]


def test_shipping_goes_back_only_when_asked_for() -> None:
    split = dune()
    assert split.amount(split.of_copies({"dune": 3}, [])) == 2907
    assert split.amount(split.of_copies({"dune": 3}, [], shipping=True)) == 3307


def test_a_refund_that_failed_claims_nothing() -> None:
    split = dune()
    failed = refund(split, split.of_copies({"dune": 3}, []), OrderRefundState.FAILED)
    assert split.of_copies({"dune": 3}, [failed])


@pytest.mark.parametrize("copies", [{"dune": 4}, {"emma": 1}])
def test_copies_that_were_not_bought_cannot_be_refunded(copies: dict[str, int]) -> None:
    with pytest.raises(RefundTooLarge):
        dune().of_copies(copies, [])


def test_an_amount_above_what_is_left_is_refused_with_what_is_left() -> None:
    split = dune()
    done = [refund(split, split.of_amount(3000, []))]
    with pytest.raises(RefundTooLarge) as refused:
        split.of_amount(308, done)
    assert refused.value.members == {"refundable": 307}


def test_an_earlier_state_of_a_refund_does_not_replace_a_later_one() -> None:
    made = refund(dune(), dune().of_amount(100, []), OrderRefundState.REQUESTED)
    failed = made.with_state(OrderRefundState.FAILED, NOW)
    assert failed.with_state(OrderRefundState.REFUNDED, NOW) == failed
