"""The rules of merging a guest's cart into a customer's: quantities are summed and capped."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.cart.errors import CartClosed, TooManyCodes
from bookstore.cart.model import CappedLine, Cart, CartLine, merge
from bookstore.cart.stock import CapReason, TitleStock
from bookstore.platform.money import Currency
from bookstore.platform.schemas import MOST_TITLES

DUNE, EMMA = "9780441013593", "9780141439587"
OWN = Cart(UUID(int=1), "ann", None, Currency.USD)
GUESTS = Cart(UUID(int=2), None, "hash", Currency.USD)


def test_copies_of_the_same_title_are_summed() -> None:
    own = replace(OWN, lines=(CartLine(DUNE, "Dune", 2),))
    guests = replace(GUESTS, lines=(CartLine(DUNE, "Dune", 1), CartLine(EMMA, "Emma", 1)))
    stock_by_sku = {DUNE: TitleStock("Dune", 9), EMMA: TitleStock("Emma", 9)}
    cart, capped = merge(own, guests, stock_by_sku, limit=10)
    assert cart.lines == (CartLine(DUNE, "Dune", 3), CartLine(EMMA, "Emma", 1))
    assert capped == ()


@pytest.mark.parametrize(
    ("stock", "quantity", "reason"),
    [
        (TitleStock("Dune", 50), 10, CapReason.LIMIT_PER_TITLE),
        (TitleStock("Dune", 7), 7, CapReason.NOT_ENOUGH_COPIES),
        (TitleStock("Dune", 0), 0, CapReason.NOT_ENOUGH_COPIES),
        (TitleStock("Dune", 0, withdrawn=True), 0, CapReason.WITHDRAWN),
        (None, 0, CapReason.UNKNOWN_TITLE),
    ],
)
def test_a_capped_line_has_its_reason(stock: TitleStock | None, quantity: int, reason: CapReason) -> None:
    own, guests = (replace(cart, lines=(CartLine(DUNE, "Dune", 6),)) for cart in (OWN, GUESTS))
    cart, capped = merge(own, guests, {DUNE: stock} if stock else {}, limit=10)
    assert cart.quantity_of(DUNE) == quantity
    assert capped == (CappedLine(DUNE, "Dune", 12, quantity, reason),)


def test_titles_only_the_customer_had_stay_as_they_are() -> None:
    own = replace(OWN, lines=(CartLine(EMMA, "Emma", 4),))
    cart, _ = merge(
        own, replace(GUESTS, lines=(CartLine(DUNE, "Dune", 1),)), {DUNE: TitleStock("Dune", 1)}, 10
    )
    assert cart.quantity_of(EMMA) == 4


def test_a_full_cart_gets_no_title_of_the_guest_and_reports_it() -> None:
    own = replace(OWN, lines=tuple(CartLine(str(number), "x", 1) for number in range(MOST_TITLES)))
    cart, capped = merge(
        own, replace(GUESTS, lines=(CartLine(DUNE, "Dune", 1),)), {DUNE: TitleStock("Dune", 1)}, 10
    )
    assert cart == own
    assert [one.reason for one in capped] == [CapReason.CART_FULL]


@pytest.mark.parametrize(
    ("own", "guests", "kept"),
    [
        ("", "GUEST", "GUEST"),
        ("OWN", "GUEST", "OWN GUEST"),
        ("GUEST OWN", "guest", "GUEST OWN"),
        ("A B C D", "E F", "A B C D E"),
    ],
)
def test_the_guests_discount_codes_come_after_the_customers_as_far_as_there_is_room(
    own: str, guests: str, kept: str
) -> None:
    owners, other = (
        replace(cart, discount_codes=tuple(codes.split())) for cart, codes in ((OWN, own), (GUESTS, guests))
    )
    cart, _ = merge(owners, other, {}, 10)
    assert " ".join(cart.discount_codes) == kept


def test_a_code_is_in_a_cart_once_and_the_sixth_is_refused() -> None:
    cart = OWN
    for code in ("A", "B", "C", "D", "E", "a", " A "):
        cart = cart.with_code(code)
    assert cart.discount_codes == ("A", "B", "C", "D", "E")
    with pytest.raises(TooManyCodes, match="5 discount codes"):
        cart.with_code("F")
    assert cart.without_code("c").with_code("F").discount_codes == ("A", "B", "D", "E", "F")


def test_a_cart_that_was_bought_cannot_be_merged() -> None:
    with pytest.raises(CartClosed):
        GUESTS.closed_by(uuid4()).merged(OWN.cart_id, ())


COUNTS = st.integers(0, 15)


@given(own=COUNTS, guests=st.integers(1, 15), available=COUNTS, limit=st.integers(1, 12))
def test_a_merged_line_never_exceeds_sum_limit_or_stock(
    own: int, guests: int, available: int, limit: int
) -> None:
    before = OWN.with_line(CartLine(DUNE, "Dune", own))
    other = GUESTS.with_line(CartLine(DUNE, "Dune", guests))
    cart, capped = merge(before, other, {DUNE: TitleStock("Dune", available)}, limit)
    assert cart.quantity_of(DUNE) == min(own + guests, limit, available)
    assert bool(capped) == (cart.quantity_of(DUNE) < own + guests)
