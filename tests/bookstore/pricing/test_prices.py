"""What one copy costs: the lowest of the prices that hold for the customer."""

from __future__ import annotations

import pytest

from bookstore.pricing.prices import PricedTitle


@pytest.mark.parametrize(
    ("sale", "group", "price"),
    [
        (None, None, 950),
        (800, None, 800),
        (1200, None, 950),
        (None, 700, 700),
        (800, 900, 800),
        (800, 700, 700),
    ],
)
def test_neither_sale_nor_group_makes_a_title_dearer(sale: int | None, group: int | None, price: int) -> None:
    assert PricedTitle(950, sale, group, 0).unit_price == price
