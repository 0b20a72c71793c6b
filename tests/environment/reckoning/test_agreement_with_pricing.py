"""Pricing and the reckoning follow record 5 without a line in common: they agree on every cart."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import TaxMode
from bookstore.platform.title_kinds import TitleKind
from bookstore.pricing.discounting import discount_by
from bookstore.pricing.discounts import DiscountCode
from bookstore.pricing.model import LineToPrice, price_lines
from bookstore.pricing.tax import TaxClass, TaxRate
from environment.reckoning.bill import Bill, BillLine, reckoned
from environment.reckoning.discounts import BillCode
from tests.bookstore.pricing.cases import CURRENCIES, NOW, TAKEN_OFF

_SKUS = ["9780441172719", "9780141439587", "9780141182803", "9780140449136"]


@st.composite
def carts(draw: st.DrawFn, currency: Currency) -> list[LineToPrice]:
    """Up to four titles at prices that staff can set, each of one tax class and one kind."""
    prices = st.integers(currency.step, 20_000)
    lines = st.tuples(st.integers(1, 20), prices, st.sampled_from(TaxClass), st.sampled_from(TitleKind))
    return [
        LineToPrice(sku, copies, price, price, tax_class=tax_class, kind=kind)
        for sku, (copies, price, tax_class, kind) in zip(
            _SKUS, draw(st.lists(lines, min_size=1, max_size=len(_SKUS))), strict=False
        )
    ]


@st.composite
def codes(draw: st.DrawFn) -> list[DiscountCode]:
    """Up to three codes, for all titles or for some."""
    named = st.frozensets(st.sampled_from(_SKUS), max_size=2)
    names = ["A", "B", "C"][: draw(st.integers(0, 3))]
    return [DiscountCode(name, draw(TAKEN_OFF), skus=draw(named)) for name in names]


@st.composite
def taxes(draw: st.DrawFn) -> TaxRate:
    """A place with two rates, and perhaps one of e-books: two of these are at times the same."""
    low, high = sorted(draw(st.integers(0, 40_000)) for _ in range(2))
    rate, reduced = Decimal(high).scaleb(-5), Decimal(low).scaleb(-5)
    ebooks = draw(st.none() | st.integers(0, 40_000).map(lambda each: Decimal(each).scaleb(-5)))
    place = draw(st.sampled_from(["DE", "US-WA"]))
    return TaxRate(rate, draw(st.sampled_from(TaxMode)), draw(st.booleans()), reduced, ebooks, place)


def billed(line: LineToPrice, tax: TaxRate) -> BillLine:
    levy = tax.levy(line.tax_class, line.kind)
    return BillLine(
        line.sku,
        line.quantity,
        line.unit_price,
        *(0, 0, 0),
        Fraction(levy.rate),
        kind=line.kind,
        tax_mode=levy.mode,
        tax_place=levy.place,
    )


@given(data=st.data(), currency=CURRENCIES, typed=codes(), two=st.tuples(taxes(), taxes()))
def test_both_make_the_same_bill_of_a_cart(
    data: st.DataObject, currency: Currency, typed: list[DiscountCode], two: tuple[TaxRate, TaxRate]
) -> None:
    shipped_at, billed_at = two
    cart = data.draw(carts(currency))
    discount = discount_by(typed, cart, currency, NOW, {})
    is_shipped = any(line.kind.in_copies for line in cart)
    cost = data.draw(st.integers(0, 5_000))
    shipping, tax = (cost, shipped_at) if is_shipped else (0, billed_at)
    made = price_lines(cart, discount.by_line, Money(shipping, currency), tax, billed_at)
    facts = Bill(
        currency, tax.mode,
        tuple(billed(line, tax if line.kind.in_copies else billed_at) for line in cart),
        0, 0, shipping, 0, 0, 0,
        tuple(BillCode(each.code, each.discount, each.skus) for each in discount.outcomes if each.applied),
    )  # fmt: skip
    found = reckoned(facts, shipping_taxed=tax.on_shipping)
    amounts = ("line_total", "discount", "tax")
    assert [[getattr(line, name) for name in amounts] for line in found.lines] == [
        [getattr(line, name) for name in amounts] for line in made.lines
    ]
    totals = ("subtotal", "discount", "shipping", "tax", "shipping_tax", "grand_total")
    assert [getattr(found, name) for name in totals] == [getattr(made, name) for name in totals]
