"""How a line of a cart is shown: never in stock where nobody said so."""

from __future__ import annotations

import pytest

from bookstore.cart.model import CartLine, StockBySku, StockStatus, TitleStock, stock_status

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
def test_a_line_stands_as_the_inventory_says(
    stock_by_sku: StockBySku | None, shown: tuple[StockStatus, int | None]
) -> None:
    assert stock_status(LINE, stock_by_sku) == shown
