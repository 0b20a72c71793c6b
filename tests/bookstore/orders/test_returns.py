"""Returns of an order without I/O: what may come back, and what is told of it."""

from __future__ import annotations

from uuid import UUID

import pytest

from bookstore.orders.errors import ConflictingRequest, MoreThanShipped
from bookstore.orders.messages.events import NOTIFICATIONS
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.messages.returns import RETURNS
from bookstore.orders.returns.returned import ReturnedCopies
from bookstore.orders.rules.charges import left_to_ship
from bookstore.orders.warehouse.model import left_with_customer, with_return, with_shipment
from tests.bookstore.orders.ordered_books import LATER, NOW, PAID

DUNE, HOBBIT = "9780441172719", "9780547928227"  # 2 copies and 1 copy
SHIPPED = with_shipment(PAID, UUID(int=11), {DUNE: 2}, NOW)
ONE, ONE_DAMAGED = ReturnedCopies(unharmed=1), ReturnedCopies(damaged=1)
BACK = with_return(SHIPPED, UUID(int=31), {DUNE: ONE}, LATER, counted=False)


def test_what_came_back_is_with_the_customer_no_more_and_is_not_owed_again() -> None:
    assert left_with_customer(SHIPPED)[DUNE] == 2
    assert left_with_customer(BACK)[DUNE] == 1
    assert left_to_ship(BACK) == left_to_ship(SHIPPED)
    assert BACK.returned_at == LATER


@pytest.mark.parametrize(
    ("copies", "most"),
    [
        ({DUNE: ReturnedCopies(1, 1)}, 1),
        ({HOBBIT: ONE}, 0),
        ({"9780141439587": ONE}, 0),
    ],
)
def test_no_more_comes_back_than_is_with_the_customer(copies: dict[str, ReturnedCopies], most: int) -> None:
    with pytest.raises(MoreThanShipped) as refusal:
        with_return(BACK, UUID(int=32), copies, LATER, counted=False)
    assert refusal.value.members["returnable"] == most


def test_an_id_stands_for_its_first_report() -> None:
    assert with_return(BACK, UUID(int=31), {DUNE: ONE}, LATER, counted=False) is BACK
    for copies, counted in (({DUNE: ONE_DAMAGED}, False), ({DUNE: ONE}, True)):
        with pytest.raises(ConflictingRequest):
            with_return(BACK, UUID(int=31), copies, LATER, counted=counted)


def test_inventory_is_told_of_unharmed_copies_and_the_customer_of_all() -> None:
    shelved, told = outbox_messages(SHIPPED, BACK)
    assert (shelved.destination, told.destination) == (RETURNS, NOTIFICATIONS)
    assert shelved.payload["lines"] == [{"sku": DUNE, "quantity": 1}]
    damaged = with_return(BACK, UUID(int=32), {DUNE: ONE_DAMAGED}, LATER, counted=False)
    (about_damaged,) = outbox_messages(BACK, damaged)
    assert about_damaged.destination == NOTIFICATIONS
    assert about_damaged.payload["data"]["returned_copies"]["lines"][0]["quantity"] == 1
