"""Money: whole minor units, one currency, and splits that add up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.money import Currency, CurrencyMismatch, Money, allocate, round_half_up, total, zero

AMOUNTS = st.integers(-(10**12), 10**12)
MONEY = st.builds(Money, AMOUNTS, st.sampled_from(Currency))
WEIGHTS = st.lists(st.integers(0, 10**8), min_size=1, max_size=30).filter(any)


@given(AMOUNTS, WEIGHTS)
def test_the_parts_of_an_allocation_sum_to_the_whole(amount: int, weights: list[int]) -> None:
    assert sum(allocate(amount, weights)) == amount


@given(AMOUNTS, WEIGHTS)
def test_every_part_is_within_one_minor_unit_of_its_exact_share(amount: int, weights: list[int]) -> None:
    exact = [Fraction(amount * weight, sum(weights)) for weight in weights]
    assert all(abs(part - share) < 1 for part, share in zip(allocate(amount, weights), exact, strict=True))


@given(AMOUNTS, WEIGHTS)
def test_a_part_has_the_sign_of_the_whole_and_none_where_it_has_no_weight(
    amount: int, weights: list[int]
) -> None:
    for part, weight in zip(allocate(amount, weights), weights, strict=True):
        assert part * amount >= 0
        assert weight or part == 0


@given(st.data(), WEIGHTS)
def test_no_part_exceeds_its_weight_where_the_whole_does_not(data: st.DataObject, weights: list[int]) -> None:
    parts = allocate(data.draw(st.integers(0, sum(weights))), weights)
    assert all(part <= weight for part, weight in zip(parts, weights, strict=True))


def test_what_is_left_over_goes_to_the_largest_remainders_and_the_earlier_of_equals() -> None:
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(10, [55, 25, 20]) == [6, 2, 2]
    assert allocate(-100, [1, 1, 1]) == [-34, -33, -33]


def test_nothing_can_be_split_over_nothing_but_something_cannot() -> None:
    assert allocate(0, [0, 0]) == [0, 0]
    assert allocate(0, []) == []
    with pytest.raises(ValueError, match="cannot be split"):
        allocate(1, [0, 0])


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        allocate(1, [2, -1])


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6))
def test_rounding_goes_to_the_nearest_unit(exact: Fraction) -> None:
    assert abs(round_half_up(exact) - exact) <= Fraction(1, 2)
    assert round_half_up(-exact) == -round_half_up(exact)


@given(st.decimals(-(10**9), 10**9, places=4))
def test_rounding_agrees_with_the_decimal_module(exact: Decimal) -> None:
    assert round_half_up(Fraction(exact)) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("exact", "rounded"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("0.49", 0)]
)
def test_a_half_goes_away_from_zero(exact: str, rounded: int) -> None:
    assert round_half_up(Fraction(exact)) == rounded


@given(MONEY, AMOUNTS)
def test_what_is_added_can_be_taken_off_again(money: Money, amount: int) -> None:
    other = Money(amount, money.currency)
    assert money + other - other == money
    assert total([money, other], money.currency) == money + other


@given(MONEY, MONEY)
def test_two_currencies_are_never_added_or_compared(one: Money, other: Money) -> None:
    if one.currency is other.currency:
        return
    for calculation in (
        lambda: one + other,
        lambda: one - other,
        lambda: one < other,
        lambda: one <= other,
        lambda: total([one, other], one.currency),
    ):
        with pytest.raises(CurrencyMismatch):
            calculation()


@pytest.mark.parametrize("amount", [1.0, "1", None, True, Decimal(1)])
def test_an_amount_is_a_whole_number_and_nothing_else(amount: object) -> None:
    with pytest.raises(TypeError, match="whole minor units"):
        Money(amount, Currency.USD)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(1250, Currency.USD), "12.50 USD"),
        (Money(500, Currency.JPY), "500 JPY"),
        (Money(5, Currency.KWD), "0.005 KWD"),
        (Money(-7, Currency.EUR), "-0.07 EUR"),
        (zero(Currency.GBP), "0.00 GBP"),
    ],
)
def test_money_is_written_with_the_decimals_of_its_currency(money: Money, text: str) -> None:
    assert str(money) == text


@given(MONEY)
def test_the_written_form_says_the_same_amount(money: Money) -> None:
    number, _, currency = str(money).partition(" ")
    assert Decimal(number).scaleb(Currency(currency).decimals) == money.amount


@given(st.lists(AMOUNTS, max_size=8), st.sampled_from(Currency))
def test_a_total_is_the_same_in_any_order_of_its_amounts(amounts: list[int], currency: Currency) -> None:
    money = [Money(amount, currency) for amount in amounts]
    assert total(money, currency) == total(reversed(money), currency) == Money(sum(amounts), currency)


def test_only_dinars_change_hands_in_steps_of_ten() -> None:
    assert {currency: currency.step for currency in Currency if currency.step != 1} == {Currency.KWD: 10}
