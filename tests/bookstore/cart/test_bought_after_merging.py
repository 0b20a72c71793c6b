"""A guest's cart that is bought after its merge: the bought copies leave the customer's cart."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.cart.errors import CartClosed
from bookstore.cart.model import Bought, Cart, CartLine, merge
from bookstore.cart.stock import StockBySku, TitleStock
from bookstore.platform.money import Currency

DUNE, EMMA = "9780441013593", "9780141439587"
OWN = Cart(UUID(int=1), "ann", None, Currency.USD)
GUESTS = Cart(UUID(int=2), None, "hash", Currency.USD)
SHELF: StockBySku = {DUNE: TitleStock("Dune", 50), EMMA: TitleStock("Emma", 50)}


def dunes(cart: Cart, copies: int) -> Cart:
    return replace(cart, lines=(CartLine(DUNE, "Dune", copies),)) if copies else cart


def merged(own: Cart, guests: Cart, stock_by_sku: StockBySku = SHELF) -> tuple[Cart, Cart]:
    """Both carts after the claim."""
    cart, capped = merge(own, guests, stock_by_sku, limit=10)
    return cart, guests.merged(own.cart_id, capped)


@given(own=st.integers(0, 10), guests=st.integers(1, 10), left=st.integers(10, 30))
def test_the_customer_keeps_exactly_their_own_copies(own: int, guests: int, left: int) -> None:
    cart, bought = merged(dunes(OWN, own), dunes(GUESTS, guests), {DUNE: TitleStock("Dune", left)})
    assert cart.without_bought(bought) == dunes(OWN, own)


def test_copies_that_the_customer_removed_after_the_merge_stay_out() -> None:
    cart, bought = merged(OWN, dunes(GUESTS, 2))
    assert cart.without(DUNE).without_bought(bought) == OWN


def test_copies_that_the_customer_added_after_the_merge_stay_in() -> None:
    cart, bought = merged(OWN, dunes(GUESTS, 2))
    assert dunes(cart, 3).without_bought(bought) == dunes(OWN, 1)
    assert cart.with_line(CartLine(EMMA, "Emma", 1)).without_bought(bought).quantity_of(EMMA) == 1


def test_a_merged_cart_is_bought_by_one_checkout_only() -> None:
    _, guests = merged(OWN, dunes(GUESTS, 2))
    first = uuid4()
    bought = guests.closed_by(first)
    assert bought.closed_by(first) == bought
    with pytest.raises(CartClosed):
        bought.closed_by(uuid4())


def test_copies_that_the_guest_added_while_the_checkout_ran_stay_in() -> None:
    guests = replace(GUESTS, lines=(CartLine(DUNE, "Dune", 3), CartLine(EMMA, "Emma", 1)))
    cart, bought = merged(dunes(OWN, 1), guests)
    left = bought.not_bought(Bought({DUNE: 2}))
    assert left == (CartLine(DUNE, "Dune", 1), CartLine(EMMA, "Emma", 1))
    after = cart.without_bought(bought, left)
    assert (after.quantity_of(DUNE), after.quantity_of(EMMA)) == (2, 1)


@given(own=st.integers(0, 10), guests=st.integers(1, 10), added=st.integers(0, 9), left=st.integers(1, 30))
def test_a_guest_who_signs_in_never_keeps_more_than_was_not_bought(
    own: int, guests: int, added: int, left: int
) -> None:
    bought_copies = max(1, guests - added)
    cart, bought = merged(dunes(OWN, own), dunes(GUESTS, guests), {DUNE: TitleStock("Dune", left)})
    kept = cart.without_bought(bought, bought.not_bought(Bought({DUNE: bought_copies}))).quantity_of(DUNE)
    assert kept <= own + guests - bought_copies
    assert kept >= min(own, cart.quantity_of(DUNE))


@pytest.mark.parametrize(
    ("began_with", "typed", "waits"),
    [
        ("", "SPRING", "SPRING"),
        ("SPRING", "SPRING", ""),
        ("SPRING", "spring", ""),
        ("SPRING", "GIFT", "GIFT"),
        ("SPRING", "SPRING GIFT", "GIFT"),
        ("SPRING", "", ""),
    ],
)
def test_a_code_waits_where_it_was_typed_while_the_checkout_ran(
    began_with: str, typed: str, waits: str
) -> None:
    cart = replace(OWN, discount_codes=tuple(typed.split()))
    found = cart.codes_not_used(Bought({DUNE: 2}, tuple(began_with.split())))
    assert found == tuple(waits.split())


@pytest.mark.parametrize(
    ("own", "guests", "left_out"),
    [("", "SPRING", ""), ("GIFT", "SPRING", ""), ("A B C D E", "SPRING a", "SPRING"), ("GIFT", "", "")],
)
def test_the_code_of_a_guest_that_is_not_merged_is_named(own: str, guests: str, left_out: str) -> None:
    guest_cart = replace(GUESTS, discount_codes=tuple(guests.split()))
    cart, _ = merge(replace(OWN, discount_codes=tuple(own.split())), guest_cart, SHELF, limit=10)
    assert guest_cart.codes_left_out(cart) == tuple(left_out.split())
