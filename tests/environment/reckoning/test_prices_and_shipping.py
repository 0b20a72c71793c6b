"""Record 5 about sales and about shipping."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from environment.reckoning.bill import Bill, BillLine
from environment.reckoning.prices import unit_price
from environment.reckoning.shipping import goods_in_parcel, shipping_cost

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
BEFORE, AFTER = "2026-01-31T11:59:59Z", "2026-01-31T12:00:01Z"


@pytest.mark.parametrize(
    ("sale", "price"),
    [
        (None, 950),
        ({"amount": 700, "valid_until": AFTER}, 700),
        ({"amount": 700, "valid_from": None, "valid_until": AFTER}, 700),
        ({"amount": 700, "valid_from": NOON.isoformat(), "valid_until": AFTER}, 700),
        ({"amount": 700, "valid_from": AFTER, "valid_until": AFTER}, 950),
        ({"amount": 700, "valid_until": NOON.isoformat()}, 950),
        ({"amount": 700, "valid_until": BEFORE}, 950),
        ({"amount": 1200, "valid_until": AFTER}, 950),
    ],
)
def test_a_sale_counts_from_its_first_moment_until_before_its_last(
    sale: dict[str, Any] | None, price: int
) -> None:
    assert unit_price(950, sale, NOON) == price


@pytest.mark.parametrize(
    ("terms", "goods", "grams", "cost"),
    [
        ({"amount": 500}, 0, 0, 500),
        ({"amount": 500, "free_from": 2000}, 1999, 0, 500),
        ({"amount": 500, "free_from": 2000}, 2000, 0, 0),
        ({"amount": 500, "per_kilogram": 200}, 0, 0, 500),
        ({"amount": 500, "per_kilogram": 200}, 0, 1, 700),
        ({"amount": 500, "per_kilogram": 200}, 0, 1000, 700),
        ({"amount": 500, "per_kilogram": 200}, 0, 1001, 900),
        ({"amount": 500, "heaviest": 1000}, 0, 1000, 500),
        ({"amount": 500, "heaviest": 1000, "free_from": 1}, 9999, 1001, None),
    ],
)
def test_shipping_costs_by_its_terms(terms: dict[str, Any], goods: int, grams: int, cost: int | None) -> None:
    assert shipping_cost(terms, goods, grams) == cost


def test_a_group_pays_the_lowest_of_the_prices() -> None:
    sale = {"amount": 800, "valid_until": "2026-01-31T13:00:00Z"}
    assert [unit_price(950, None, NOON, group) for group in (None, 700, 1200)] == [950, 700, 950]
    assert [unit_price(950, sale, NOON, group) for group in (None, 700, 900)] == [800, 700, 800]


def test_the_goods_of_a_parcel_are_its_printed_titles_after_the_discount() -> None:
    lines = (BillLine("1", 1, 1000, 1000, 100, 0), BillLine("2", 1, 500, 500, 50, 0))
    bill = Bill("USD", "added", lines, 1500, 150, 0, 0, 1350)
    assert goods_in_parcel([{"sku": "1"}, {"sku": "2", "kind": "ebook"}], bill) == 900
    assert goods_in_parcel([{"sku": "1", "kind": "ebook"}, {"sku": "2", "kind": "ebook"}], bill) == 0
