"""The rules of filling a cart: limits, stock, and closed carts."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from bookstore.cart.errors import CartClosed, CartFull, LimitPerTitle, NotEnoughCopies
from bookstore.cart.model import Cart, CartLine, CartState, with_quantity
from bookstore.cart.stock import StockBySku, TitleStock
from bookstore.platform.auth import Customer, Guest
from bookstore.platform.money import Currency
from bookstore.platform.schemas import MOST_TITLES
from bookstore.platform.title_kinds import TitleKind

DUNE, EMMA = "9780441013593", "9780141439587"
ON_SCREEN = "9780593099322"
SHELF: StockBySku = {
    DUNE: TitleStock("Dune", 5),
    EMMA: TitleStock("Emma", 0, withdrawn=True),
    ON_SCREEN: TitleStock("Dune", None, kind=TitleKind.EBOOK),
}
CART = Cart(UUID(int=1), "ann", None, Currency.USD)


def test_copies_within_limit_and_stock_go_into_the_cart_under_their_title() -> None:
    assert with_quantity(CART, DUNE, 5, SHELF, limit=10).lines == (CartLine(DUNE, "Dune", 5),)


def test_more_copies_than_available_are_refused_with_the_number_available() -> None:
    with pytest.raises(NotEnoughCopies) as refusal:
        with_quantity(CART, DUNE, 6, SHELF, limit=10)
    assert refusal.value.members["available"] == 5


def test_more_copies_than_the_limit_are_refused_with_the_limit() -> None:
    with pytest.raises(LimitPerTitle) as refusal:
        with_quantity(CART, DUNE, 5, SHELF, limit=4)
    assert refusal.value.members == {"limit": 4}


@pytest.mark.parametrize(("quantity", "limit", "told"), [(2, 10, 1), (11, 10, 10), (1, 0, 0)])
def test_an_ebook_is_in_the_cart_once(quantity: int, limit: int, told: int) -> None:
    assert with_quantity(CART, ON_SCREEN, 1, SHELF, limit=10).quantity_of(ON_SCREEN) == 1
    with pytest.raises(LimitPerTitle) as refusal:
        with_quantity(CART, ON_SCREEN, quantity, SHELF, limit=limit)
    assert refusal.value.members == {"limit": told}


@pytest.mark.parametrize(("sku", "reason"), [(EMMA, "withdrawn"), ("9780000000002", "unknown-title")])
def test_a_title_that_is_not_sold_is_never_available(sku: str, reason: str) -> None:
    with pytest.raises(NotEnoughCopies) as refusal:
        with_quantity(CART, sku, 1, SHELF, limit=10)
    assert (refusal.value.members["available"], refusal.value.members["reason"]) == (0, reason)


def test_a_changed_line_keeps_its_place() -> None:
    cart = replace(CART, lines=(CartLine(DUNE, "Dune", 1), CartLine(EMMA, "Emma", 1)))
    assert with_quantity(cart, DUNE, 3, SHELF, limit=10).lines == (CartLine(DUNE, "Dune", 3), cart.lines[1])


def test_a_removed_title_leaves_the_others() -> None:
    cart = replace(CART, lines=(CartLine(DUNE, "Dune", 1), CartLine(EMMA, "Emma", 1)))
    assert cart.without(DUNE).lines == (CartLine(EMMA, "Emma", 1),)


def test_removing_what_is_not_there_changes_nothing() -> None:
    assert CART.without(DUNE) == CART


def test_a_full_cart_takes_no_further_title_but_more_copies() -> None:
    full = replace(CART, lines=tuple(CartLine(str(number), "x", 1) for number in range(MOST_TITLES)))
    assert full.with_line(CartLine("7", "x", 2)).quantity_of("7") == 2
    with pytest.raises(CartFull):
        full.with_line(CartLine(DUNE, "Dune", 1))


def test_closing_again_by_the_same_checkout_changes_nothing() -> None:
    checkout_id = uuid4()
    closed = CART.closed_by(checkout_id)
    assert closed.state is CartState.CLOSED
    assert closed.closed_by(checkout_id) == closed


def test_a_closed_cart_is_not_closed_by_another_checkout() -> None:
    with pytest.raises(CartClosed):
        CART.closed_by(uuid4()).closed_by(uuid4())


def test_a_cart_belongs_to_its_customer_or_to_the_holder_of_its_token() -> None:
    guests = Cart(uuid4(), None, "hash", Currency.USD)
    assert CART.belongs_to(Customer("ann"))
    assert guests.belongs_to(Guest("hash"))
    assert not CART.belongs_to(Customer("bob"))
    assert not CART.belongs_to(Guest("hash"))
    assert not guests.belongs_to(Guest("other"))
    assert not guests.belongs_to(Customer("ann"))
