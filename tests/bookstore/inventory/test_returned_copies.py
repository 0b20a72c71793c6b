"""Sold copies that come back: how many can, and what is left to restock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from bookstore.inventory.errors import MoreThanSold, NotSold
from bookstore.inventory.model import Reservation, ReservationState, ReservedLine

DUNE, EMMA = "9780441013593", "9780141439587"
SOLD = Reservation(
    UUID(int=1),
    ReservationState.CONFIRMED,
    (ReservedLine(DUNE, 3), ReservedLine(EMMA, 1)),
    datetime(2026, 1, 31, 10, tzinfo=UTC),
)


def test_what_came_back_is_not_restocked_once_more() -> None:
    after = SOLD.with_return([ReservedLine(DUNE, 1), ReservedLine(EMMA, 1)])
    assert after.not_returned == (ReservedLine(DUNE, 2),)
    assert after.with_return([ReservedLine(DUNE, 2)]).not_returned == ()


@pytest.mark.parametrize(("sku", "copies", "most"), [(DUNE, 3, 2), (EMMA, 2, 1), ("9780199535569", 1, 0)])
def test_no_more_copies_come_back_than_were_sold(sku: str, copies: int, most: int) -> None:
    with pytest.raises(MoreThanSold) as refused:
        SOLD.with_return([ReservedLine(DUNE, 1)]).with_return([ReservedLine(sku, copies)])
    assert refused.value.members == {"returnable": most}


@pytest.mark.parametrize("state", sorted(set(ReservationState) - {ReservationState.CONFIRMED}))
def test_copies_that_are_not_sold_cannot_come_back(state: ReservationState) -> None:
    with pytest.raises(NotSold):
        replace(SOLD, state=state).with_return([ReservedLine(DUNE, 1)])
