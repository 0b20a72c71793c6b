"""Carts, codes and taxes on which the rules are tried."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import strategies as st

from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import TaxMode
from bookstore.platform.title_kinds import TitleKind
from bookstore.pricing.discounting import discount_by
from bookstore.pricing.discounts import DiscountCode, Fixed, Percent
from bookstore.pricing.model import LineToPrice, PricedCart, price_lines
from bookstore.pricing.rounding import step
from bookstore.pricing.tax import NO_TAX, TaxRate

NOW = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)
SKU = "9780441172719"

CURRENCIES = st.sampled_from(Currency)
TAX_RATES = st.builds(
    TaxRate,
    st.integers(0, 10**5).map(lambda n: Decimal(n).scaleb(-5)),
    st.sampled_from(TaxMode),
    st.booleans(),
)
TAKEN_OFF = st.integers(1, 10**4).map(lambda n: Percent(Decimal(n).scaleb(-2))) | st.builds(
    Fixed, st.integers(1, 99_999_999)
)


def carts(currency: Currency) -> st.SearchStrategy[list[LineToPrice]]:
    """One to six lines at prices that staff can set."""
    prices = st.integers(step(currency), 2_000_000)
    return st.lists(st.builds(at_list_price, st.integers(1, 100), prices), min_size=1, max_size=6)


def at_list_price(copies: int, price: int) -> LineToPrice:
    """Copies of a title that is not on sale."""
    return LineToPrice(SKU, copies, price, price)


def code(takes_off: Percent | Fixed, currency: Currency | None = None, name: str = "SUMMER") -> DiscountCode:
    """A code that applies."""
    return DiscountCode(name, takes_off, currency)


@st.composite
def priced_carts(draw: st.DrawFn) -> PricedCart:
    """Any cart with any discount code, shipping rate and tax."""
    currency = draw(CURRENCIES)
    cart = draw(carts(currency))
    codes = [code(draw(TAKEN_OFF), name=name) for name in draw(st.sampled_from(["", "A", "AB", "ABC"]))]
    discount = discount_by(codes, cart, currency, NOW, {})
    shipping = Money(draw(st.integers(0, 100_000)), currency)
    return price_lines(cart, discount.by_line, shipping, draw(TAX_RATES))


@st.composite
def carts_of_two_addresses(draw: st.DrawFn) -> PricedCart:
    """Any cart of printed titles and e-books; the copies are shipped to one place and billed to another."""
    currency = draw(CURRENCIES)
    kinds = st.sampled_from(TitleKind)
    cart = [replace(line, kind=draw(kinds)) for line in draw(carts(currency))]
    discount = discount_by([code(draw(TAKEN_OFF))], cart, currency, NOW, {})
    is_shipped = any(line.kind.in_copies for line in cart)
    shipping = Money(draw(st.integers(0, 100_000)) if is_shipped else 0, currency)
    taxes = [replace(draw(TAX_RATES), place=place) for place in ("US-OR", "DE")]
    return price_lines(cart, discount.by_line, shipping, *(taxes if is_shipped else taxes[1:] * 2))


def priced(
    *lines: tuple[int, int], currency: Currency = Currency.USD, off: str = "0", tax: TaxRate = NO_TAX
) -> PricedCart:
    """These (copies, list price) with a discount in percent, shipped free."""
    cart = [at_list_price(copies, price) for copies, price in lines]
    codes = [code(Percent(Decimal(off)))] if off != "0" else []
    discount = discount_by(codes, cart, currency, NOW, {})
    return price_lines(cart, discount.by_line, Money(0, currency), tax)


def added(rate: str) -> TaxRate:
    """Tax added to the prices."""
    return TaxRate(Decimal(rate), TaxMode.ADDED)


def included(rate: str) -> TaxRate:
    """Tax included in the prices."""
    return TaxRate(Decimal(rate), TaxMode.INCLUDED)
