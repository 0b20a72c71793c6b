"""The figures of a quote add up, for any cart, code and destination."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import TaxMode
from bookstore.pricing.model import PricedCart, price_lines
from bookstore.pricing.rounding import split, step
from bookstore.pricing.tax import NO_TAX, TaxRate
from tests.bookstore.pricing.cases import (
    CURRENCIES,
    TAX_RATES,
    added,
    at_list_price,
    carts,
    included,
    priced,
    priced_carts,
)


def _taxable(found: PricedCart, tax_rate: TaxRate) -> int:
    return found.subtotal - found.discount + (found.shipping if tax_rate.on_shipping else 0)


def _added_tax(found: PricedCart) -> int:
    return found.tax if found.tax_rate.mode is TaxMode.ADDED else 0


@given(priced_carts())
def test_the_lines_sum_to_the_grand_total(found: PricedCart) -> None:
    by_line = sum(line.line_total - line.discount for line in found.lines)
    assert by_line + found.shipping + _added_tax(found) == found.grand_total
    assert sum(line.tax for line in found.lines) + found.shipping_tax == found.tax
    assert found.subtotal - found.discount + found.shipping + _added_tax(found) == found.grand_total


@given(priced_carts())
def test_nothing_is_ever_negative(found: PricedCart) -> None:
    for line in found.lines:
        assert line.line_total >= line.discount >= 0
        assert line.tax >= 0
    assert found.shipping_tax >= 0
    assert found.grand_total >= found.shipping >= 0


@given(priced_carts())
def test_no_line_costs_more_than_its_copies_at_list_price(found: PricedCart) -> None:
    """Equal but for the rounding of copies together: 5 fils at most, in KWD only."""
    for line in found.lines:
        assert line.line_total - line.discount <= line.list_price * line.quantity + found.currency.step // 2


@given(priced_carts())
def test_only_shipping_that_is_taxed_has_tax(found: PricedCart) -> None:
    if not found.tax_rate.on_shipping or not found.shipping:
        assert found.shipping_tax == 0
    if found.tax_rate.mode is TaxMode.INCLUDED:
        assert found.shipping_tax <= found.shipping


@given(priced_carts())
def test_what_is_charged_can_be_charged(found: PricedCart) -> None:
    """Multiples of 10 fils in KWD: the grand total, and each amount it is the sum of."""
    smallest = step(found.currency)
    charged = [found.grand_total, found.shipping, _added_tax(found)]
    charged += [amount for line in found.lines for amount in (line.line_total, line.discount)]
    assert all(amount % smallest == 0 for amount in charged)


@given(priced_carts())
def test_the_tax_is_the_exact_tax_of_the_order_rounded_once(found: PricedCart) -> None:
    taxable, rate = _taxable(found, found.tax_rate), Fraction(found.tax_rate.rate)
    mode = found.tax_rate.mode
    exact = taxable * rate if mode is TaxMode.ADDED else taxable * rate / (1 + rate)
    unit = step(found.currency) if mode is TaxMode.ADDED else 1
    assert abs(found.tax - exact) <= Fraction(unit, 2)


@given(priced_carts())
def test_the_tax_of_a_line_is_within_one_unit_of_its_exact_share(found: PricedCart) -> None:
    taxable = _taxable(found, found.tax_rate)
    for line in found.lines:
        share = Fraction(found.tax * (line.line_total - line.discount), taxable) if taxable else Fraction(0)
        assert abs(line.tax - share) < step(found.currency)


@given(priced_carts())
def test_included_tax_is_taken_out_of_a_line_and_never_exceeds_it(found: PricedCart) -> None:
    if found.tax_rate.mode is TaxMode.INCLUDED:
        assert all(line.tax <= line.line_total - line.discount for line in found.lines)
        assert found.grand_total == found.subtotal - found.discount + found.shipping


@given(st.data(), CURRENCIES, TAX_RATES)
def test_a_discount_beyond_its_line_or_below_nothing_is_a_defect(
    data: st.DataObject, currency: Currency, tax_rate: object
) -> None:
    cart = data.draw(carts(currency))
    nothing = [0] * (len(cart) - 1)
    for discount in (cart[-1].line_total(currency) + step(currency), -step(currency)):
        with pytest.raises(ValueError, match="a discount of"):
            price_lines(cart, [*nothing, discount], Money(0, currency), NO_TAX)


def test_a_discount_is_taken_off_the_subtotal_not_off_each_copy() -> None:
    """20 % off $8.52 is 6.816 a copy: two are $13.63, never twice $6.82."""
    found = priced((2, 852), off="20")
    assert (found.discount, found.grand_total) == (341, 1363)


def test_copies_are_rounded_together_not_each_by_itself() -> None:
    """2 x KWD 6.816 are KWD 13.630, never twice 6.820."""
    found = priced((2, 6816), currency=Currency.KWD)
    assert (found.lines[0].unit_price, found.lines[0].line_total, found.grand_total) == (6816, 13630, 13630)


def test_yen_are_whole() -> None:
    found = priced((1, 500), (3, 333), currency=Currency.JPY, off="15", tax=added("0.1"))
    assert (found.subtotal, found.discount, found.tax, found.grand_total) == (1499, 225, 127, 1401)


def test_tax_is_rounded_for_the_order_not_for_each_line() -> None:
    """Three titles at $9.99, 7.25 %: 2.172825 is $2.17, where three lines of $0.72 would make $2.16."""
    found = priced((1, 999), (1, 999), (1, 999), tax=added("0.0725"))
    assert found.tax == 217
    assert [line.tax for line in found.lines] == [73, 72, 72]
    assert found.grand_total == 3214


@pytest.mark.parametrize(("price", "tax"), [(10_050, 1010), (10_040, 1000), (10_150, 1020)])
def test_added_tax_in_dinars_is_rounded_to_ten_fils(price: int, tax: int) -> None:
    found = priced((1, price), currency=Currency.KWD, tax=added("0.1"))
    assert (found.tax, found.grand_total % 10) == (tax, 0)


def test_included_tax_in_dinars_keeps_its_fils() -> None:
    assert priced((1, 10_150), currency=Currency.KWD, tax=included("0.1")).tax == 923


def test_an_amount_that_cannot_be_charged_cannot_be_split() -> None:
    with pytest.raises(ValueError, match="not a multiple of 10"):
        split(1005, [1, 1], Currency.KWD)


@pytest.mark.parametrize(("price", "tax"), [(1000, 83), (1020, 84), (200, 17), (180, 15), (182, 15)])
def test_a_half_cent_of_tax_is_rounded_up(price: int, tax: int) -> None:
    assert priced((1, price), tax=added("0.0825")).tax == tax


@pytest.mark.parametrize(
    ("price", "rate", "tax"), [(1070, "0.07", 70), (1999, "0.07", 131), (1999, "0.2", 333), (1, "0.2", 0)]
)
def test_included_tax_is_taken_out_of_the_price_not_put_on_it(price: int, rate: str, tax: int) -> None:
    found = priced((1, price), tax=included(rate))
    assert (found.tax, found.grand_total) == (tax, price)


def test_tax_is_calculated_on_the_discounted_amount() -> None:
    found = priced((1, 1000), off="50", tax=added("0.1"))
    assert (found.tax, found.grand_total) == (50, 550)


def test_a_discount_of_everything_leaves_shipping_to_pay() -> None:
    cart = [at_list_price(1, 1000)]
    found = price_lines(cart, [1000], Money(499, Currency.USD), added("0.0825"))
    assert (found.tax, found.grand_total) == (0, 499)


def test_taxed_shipping_has_a_tax_of_its_own_that_is_no_part_of_a_line() -> None:
    tax = replace(added("0.1"), on_shipping=True)
    found = price_lines([at_list_price(1, 1000)], [0], Money(499, Currency.USD), tax)
    assert (found.lines[0].tax, found.shipping_tax, found.tax, found.grand_total) == (100, 50, 150, 1649)


def test_shipping_is_charged_as_it_is_set_without_tax_on_it() -> None:
    found = price_lines([at_list_price(1, 1000)], [0], Money(499, Currency.USD), added("0.1"))
    assert (found.tax, found.grand_total) == (100, 1599)
