"""The lines that a checkout may reserve."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from bookstore.inventory.schemas import ReservationBody

DUNE, EMMA = "9780441013593", "9780141439587"


def test_lines_are_wanted_in_sku_order() -> None:
    lines = [{"sku": DUNE, "quantity": 2}, {"sku": EMMA, "quantity": 1}]
    wanted = ReservationBody.model_validate({"lines": lines}).wanted()
    assert [line.sku for line in wanted] == [EMMA, DUNE]


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "at least 1"),
        ([{"sku": DUNE, "quantity": 1}, {"sku": DUNE, "quantity": 2}], "two lines"),
        ([{"sku": DUNE, "quantity": 0}], "greater than or equal to 1"),
        ([{"sku": DUNE, "quantity": 1.0}], "valid integer"),
        ([{"sku": "9780441013590", "quantity": 1}], "check digit"),
    ],
)
def test_lines_that_mean_nothing_are_refused(lines: list[object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        ReservationBody.model_validate({"lines": lines})
