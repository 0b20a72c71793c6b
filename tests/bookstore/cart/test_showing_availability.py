"""The availability of a cart line: never in stock without an answer of inventory."""

from __future__ import annotations

import pytest

from bookstore.cart.model import CartLine, stock_status
from bookstore.cart.stock import StockBySku, StockStatus, TitleStock

DUNE = "9780441013593"
LINE = CartLine(DUNE, "Dune", 3)


@pytest.mark.parametrize(
    ("stock_by_sku", "shown"),
    [
        ({DUNE: TitleStock("Dune", 3)}, (StockStatus.IN_STOCK, 3)),
        ({DUNE: TitleStock("Dune", 2)}, (StockStatus.NOT_ENOUGH_COPIES, 2)),
        ({DUNE: TitleStock("Dune", 0)}, (StockStatus.SOLD_OUT, 0)),
        ({DUNE: TitleStock("Dune", 0, withdrawn=True)}, (StockStatus.WITHDRAWN, 0)),
        ({}, (StockStatus.UNKNOWN, None)),
        (None, (StockStatus.UNKNOWN, None)),
    ],
)
def test_a_line_has_the_availability_that_inventory_reports(
    stock_by_sku: StockBySku | None, shown: tuple[StockStatus, int | None]
) -> None:
    assert stock_status(LINE, stock_by_sku) == shown
