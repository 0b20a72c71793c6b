"""What each way of shipping costs, and in which order the ways are offered."""

from __future__ import annotations

import pytest

from bookstore.platform.money import Currency, Money
from bookstore.platform.title_kinds import TitleKind
from bookstore.pricing.model import LineToPrice
from bookstore.pricing.shipping import OfferedMethod, Parcel, ShippingRate, offered


@pytest.mark.parametrize(
    ("goods", "free_from", "cost"),
    [(1999, 2000, 490), (2000, 2000, 0), (2001, 2000, 0), (0, 1, 490), (99_999_999, None, 490)],
)
def test_shipping_costs_nothing_from_the_total_on(goods: int, free_from: int | None, cost: int) -> None:
    assert ShippingRate("standard", 490, free_from).cost(goods) == cost


@pytest.mark.parametrize(("grams", "cost"), [(0, 300), (1, 500), (1000, 500), (1001, 700), (2000, 700)])
def test_each_kilogram_that_is_begun_is_paid_for(grams: int, cost: int) -> None:
    assert ShippingRate("standard", 300, per_kilogram=200).cost(0, grams) == cost


@pytest.mark.parametrize(("grams", "names"), [(2000, ["express", "standard"]), (2001, ["standard"])])
def test_a_way_that_does_not_carry_the_parcel_is_not_offered(grams: int, names: list[str]) -> None:
    rates = [ShippingRate("standard", 500), ShippingRate("express", 400, heaviest=2000)]
    assert [each.method for each in offered(rates, Money(1, Currency.USD), grams)] == names


def test_the_cheapest_way_is_offered_first_and_ways_of_one_cost_by_name() -> None:
    rates = [ShippingRate("b", 500), ShippingRate("c", 900, free_from=1000), ShippingRate("a", 500)]
    found = offered(rates, Money(1000, Currency.USD))
    assert found == (OfferedMethod("c", 0), OfferedMethod("a", 500), OfferedMethod("b", 500))


def test_what_is_offered_can_be_charged() -> None:
    assert offered([ShippingRate("standard", 1235)], Money(1, Currency.KWD)) == (
        OfferedMethod("standard", 1240),
    )


def test_a_parcel_has_the_printed_titles_alone() -> None:
    printed = LineToPrice("9780441172719", 2, 1000, 1000, grams=400)
    ebook = LineToPrice("9780593099322", 1, 500, 500, grams=400, kind=TitleKind.EBOOK)
    parcel = Parcel.of([ebook, printed], [100, 300], Currency.USD)
    assert parcel == Parcel(Money(1700, Currency.USD), 800)
    assert Parcel.of([ebook], [0], Currency.USD) is None
