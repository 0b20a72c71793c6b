"""How a line of a cart is shown: never in stock where nobody said so."""

from __future__ import annotations

import pytest

from bookstore.cart.model import Line, Shelf, Standing, Stock, standing

DUNE = "9780441013593"
LINE = Line(DUNE, "Dune", 3)


@pytest.mark.parametrize(
    ("shelf", "shown"),
    [
        ({DUNE: Stock("Dune", 3)}, (Standing.IN_STOCK, 3)),
        ({DUNE: Stock("Dune", 2)}, (Standing.NOT_ENOUGH_COPIES, 2)),
        ({DUNE: Stock("Dune", 0)}, (Standing.SOLD_OUT, 0)),
        ({DUNE: Stock("Dune", 0, withdrawn=True)}, (Standing.WITHDRAWN, 0)),
        ({}, (Standing.UNKNOWN, None)),
        (None, (Standing.UNKNOWN, None)),
    ],
)
def test_a_line_stands_as_the_inventory_says(shelf: Shelf | None, shown: tuple[Standing, int | None]) -> None:
    assert standing(LINE, shelf) == shown
