"""Two tax rates in one order: each rounded once, shipping at the higher one, and customers who are exempt."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import TaxMode
from bookstore.pricing.model import LineToPrice, PricedCart, price_lines
from bookstore.pricing.tax import TaxClass, TaxRate
from bookstore.pricing.tax_routes import TaxRateRequest
from tests.bookstore.pricing.cases import SKU, added, carts, included

GERMANY = replace(included("0.19"), reduced=Decimal("0.07"))
OREGON = replace(added("0.1"), reduced=Decimal("0.02"), on_shipping=True)
FULL, REDUCED = TaxClass


def priced(rate: TaxRate, *lines: tuple[int, TaxClass], shipping: int = 0) -> PricedCart:
    cart = [LineToPrice(SKU, 1, price, price, tax_class=tax_class) for price, tax_class in lines]
    return price_lines(cart, [0] * len(cart), Money(shipping, Currency.USD), rate)


def test_each_line_has_the_rate_of_its_class() -> None:
    found = priced(GERMANY, (1070, REDUCED), (1190, FULL))
    assert [(line.tax, line.tax_rate) for line in found.lines] == [(70, "0.07"), (190, "0.19")]
    assert found.grand_total == 2260


def test_shipping_has_the_highest_rate_of_its_goods() -> None:
    assert priced(OREGON, (1000, REDUCED), (500, FULL), shipping=500).shipping_tax == 50
    assert priced(OREGON, (1000, REDUCED), shipping=500).shipping_tax == 10


def test_without_a_reduced_rate_the_full_one_holds() -> None:
    assert priced(replace(OREGON, reduced=None), (1000, REDUCED)).tax == 100
    assert priced(replace(OREGON, reduced=Decimal(0)), (1000, REDUCED)).tax == 0


def test_each_rate_is_rounded_once() -> None:
    found = priced(replace(OREGON, reduced=Decimal("0.025")), (30, REDUCED), (30, REDUCED), (33, FULL))
    assert (found.lines[0].tax + found.lines[1].tax, found.lines[2].tax) == (2, 3)


def test_who_is_exempt_pays_no_added_tax_and_the_same_prices_where_it_is_included() -> None:
    assert priced(OREGON.exempt, (1000, REDUCED), (500, FULL), shipping=500).tax == 0
    assert GERMANY.exempt == GERMANY


@pytest.mark.parametrize(("full", "reduced"), [("0.07", "0.19"), ("0", "0.000001")])
def test_a_reduced_rate_is_at_most_the_full_one(full: str, reduced: str) -> None:
    with pytest.raises(ValueError, match="a reduced rate is at most the full rate"):
        TaxRateRequest.model_validate({"rate": full, "mode": "added", "reduced_rate": reduced})


@given(st.data(), st.sampled_from(TaxMode), st.integers(0, 10**5), st.integers(0, 10**5))
def test_the_tax_of_each_rate_is_within_half_a_unit_of_the_exact_one(
    data: st.DataObject, mode: TaxMode, full: int, reduced: int
) -> None:
    high, low = sorted((Decimal(full).scaleb(-5), Decimal(reduced).scaleb(-5)), reverse=True)
    rate = TaxRate(high, mode, reduced=low)
    classes = st.sampled_from(TaxClass)
    cart = [replace(line, tax_class=data.draw(classes)) for line in data.draw(carts(Currency.USD))]
    found = price_lines(cart, [0] * len(cart), Money(0, Currency.USD), rate)
    for text in {line.tax_rate for line in found.lines}:
        mine = [line for line in found.lines if line.tax_rate == text]
        taxable, exact = sum(line.line_total for line in mine), Fraction(Decimal(text))
        due = taxable * exact if mode is TaxMode.ADDED else taxable * exact / (1 + exact)
        assert abs(sum(line.tax for line in mine) - due) <= Fraction(1, 2)
