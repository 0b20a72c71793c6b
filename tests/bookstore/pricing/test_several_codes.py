"""Several codes on one cart: their order, what each takes off which line, and why one does not apply."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.money import Currency
from bookstore.pricing.discounting import CartDiscount, discount_by
from bookstore.pricing.discounts import CodeRefusal, DiscountCode, Fixed, Percent
from bookstore.pricing.model import LineToPrice
from bookstore.pricing.rounding import step
from tests.bookstore.pricing.cases import CURRENCIES, NOW, TAKEN_OFF, carts, code

DUNE, EMMA, ULYSSES = "9780441172719", "9780141439587", "9780141182803"
CART = [LineToPrice(DUNE, 2, 1000, 1000), LineToPrice(EMMA, 1, 500, 500)]
TENTH = code(Percent(Decimal(10)), name="TENTH")
HALF_OF_DUNE = replace(code(Percent(Decimal(50)), name="DUNE"), skus=frozenset({DUNE}))
TWO_DOLLARS = code(Fixed(200), name="TWO")


def discount(*codes: DiscountCode) -> CartDiscount:
    return discount_by(codes, CART, Currency.USD, NOW, {})


def taken(found: CartDiscount) -> dict[str, int]:
    return {each.code: each.discount for each in found.outcomes if each.applied}


def test_a_code_for_named_titles_takes_nothing_off_others() -> None:
    found = discount(HALF_OF_DUNE)
    assert (found.by_line, found.outcomes[0].skus) == ((1000, 0), (DUNE,))


def test_percents_come_before_amounts_and_named_titles_before_all() -> None:
    found = discount(TWO_DOLLARS, TENTH, HALF_OF_DUNE)
    assert taken(found) == {"DUNE": 1000, "TENTH": 150, "TWO": 200}
    assert found.applied == ("DUNE", "TENTH", "TWO")
    assert found.by_line == (1000 + 100 + 133, 50 + 67)


def test_a_percent_is_of_what_the_one_before_has_left() -> None:
    assert taken(discount(TENTH, code(Percent(Decimal(20)), name="FIFTH"))) == {"FIFTH": 500, "TENTH": 200}


@pytest.mark.parametrize(
    ("named", "minimum", "reason"),
    [
        ({DUNE}, 2000, None),
        ({DUNE}, 2001, CodeRefusal.MINIMUM_NOT_REACHED),
        ({DUNE, EMMA}, 2500, None),
        ({ULYSSES}, 0, CodeRefusal.NO_TITLE_FOR_IT),
        ({ULYSSES}, 100, CodeRefusal.NO_TITLE_FOR_IT),
    ],
)
def test_the_minimum_is_what_its_titles_cost_without_any_code(
    named: set[str], minimum: int, reason: CodeRefusal | None
) -> None:
    found = discount(TENTH, replace(TWO_DOLLARS, skus=frozenset(named), minimum=minimum))
    assert {each.code: each.reason for each in found.outcomes}["TWO"] is reason


def test_a_code_for_which_nothing_is_left_does_not_apply() -> None:
    found = discount(code(Percent(Decimal(100)), name="FREE"), TWO_DOLLARS)
    assert [(each.code, each.reason) for each in found.outcomes] == [
        ("FREE", None),
        ("TWO", CodeRefusal.NOTHING_LEFT),
    ]


def test_a_code_that_was_withdrawn_says_so_before_anything_else() -> None:
    withdrawn = replace(TENTH, withdrawn=True, currency=Currency.EUR, minimum=10**6)
    assert discount(withdrawn).outcomes[0].reason is CodeRefusal.WITHDRAWN


def test_the_order_in_which_codes_are_typed_does_not_matter() -> None:
    found = {discount(*typed) for typed in permutations((TENTH, HALF_OF_DUNE, TWO_DOLLARS))}
    assert len(found) == 1


@given(st.data(), CURRENCIES)
def test_codes_take_off_what_they_say_and_no_line_more_than_it_costs(
    data: st.DataObject, currency: Currency
) -> None:
    cart = data.draw(carts(currency))
    named = st.sampled_from([frozenset[str](), frozenset({cart[0].sku})])
    codes = [replace(code(data.draw(TAKEN_OFF), name=name), skus=data.draw(named)) for name in "ABC"]
    found = discount_by(codes, cart, currency, NOW, {})
    assert sum(found.by_line) == sum(each.discount for each in found.outcomes)
    for line, off in zip(cart, found.by_line, strict=True):
        assert 0 <= off <= line.line_total(currency)
        assert off % step(currency) == 0
