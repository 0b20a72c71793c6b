"""Copies are taxed where they are shipped, e-books where the bill goes: two places in one cart."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given

from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import TaxMode
from bookstore.platform.title_kinds import TitleKind
from bookstore.pricing.model import LineToPrice, PricedCart, price_lines
from bookstore.pricing.tax import TaxClass, TaxRate
from tests.bookstore.pricing.cases import SKU, added, carts_of_two_addresses, included

PRINTED, EBOOK, GIFT_CARD = TitleKind
FULL, REDUCED = TaxClass
WASHINGTON = replace(added("0.065"), place="US-WA")
CALIFORNIA = replace(added("0.0725"), ebooks=Decimal(0), place="US-CA")
GERMANY = replace(included("0.19"), reduced=Decimal("0.07"), place="DE")


def title(price: int, kind: TitleKind = PRINTED, tax_class: TaxClass = FULL) -> LineToPrice:
    return LineToPrice(SKU, 1, price, price, tax_class=tax_class, kind=kind)


def priced(*lines: LineToPrice, shipped: TaxRate, billed: TaxRate, shipping: int = 0) -> PricedCart:
    return price_lines(lines, [0] * len(lines), Money(shipping, Currency.USD), shipped, billed)


def test_added_and_included_tax_are_in_one_cart() -> None:
    lines = (title(1000), title(1070, EBOOK, REDUCED))
    found = priced(*lines, shipped=WASHINGTON, billed=GERMANY)
    assert [(line.tax, line.tax_mode, line.tax_place) for line in found.lines] == [
        (65, TaxMode.ADDED, "US-WA"),
        (70, TaxMode.INCLUDED, "DE"),
    ]
    assert (found.tax, found.added_tax, found.grand_total) == (135, 65, 2135)


def test_a_state_may_tax_printed_titles_alone() -> None:
    found = priced(title(1000), title(1000, EBOOK), shipped=CALIFORNIA, billed=CALIFORNIA)
    assert [(line.tax, line.tax_rate) for line in found.lines] == [(73, "0.0725"), (0, "0")]


def test_an_ebook_has_the_rate_of_ebooks_in_either_class() -> None:
    before_2019 = replace(GERMANY, ebooks=Decimal("0.19"))
    found = priced(
        title(1070, PRINTED, REDUCED), title(1190, EBOOK, REDUCED), shipped=before_2019, billed=before_2019
    )
    assert [line.tax for line in found.lines] == [70, 190]


def test_a_gift_card_is_taxed_in_no_place() -> None:
    lines = (title(1070, PRINTED, REDUCED), title(2500, GIFT_CARD), title(2500, GIFT_CARD, REDUCED))
    found = priced(*lines, shipped=GERMANY, billed=WASHINGTON)
    assert [(line.tax, line.tax_rate, line.tax_place) for line in found.lines] == [
        (70, "0.07", "DE"),
        (0, "0", None),
        (0, "0", None),
    ]


def test_an_ebook_does_not_raise_the_tax_on_shipping() -> None:
    taxed = replace(GERMANY, on_shipping=True)
    lines = (title(1070, PRINTED, REDUCED), title(1190, EBOOK, FULL))
    assert priced(*lines, shipped=taxed, billed=taxed, shipping=535).shipping_tax == 35


def test_one_rate_of_one_place_is_rounded_once_and_that_of_two_places_twice() -> None:
    lines = (title(330), title(330, EBOOK))
    assert priced(*lines, shipped=WASHINGTON, billed=WASHINGTON).tax == 43
    elsewhere = replace(WASHINGTON, place="US-NJ")
    assert priced(*lines, shipped=WASHINGTON, billed=elsewhere).tax == 42


def test_who_is_exempt_pays_what_prices_include() -> None:
    lines = (title(1000), title(1070, EBOOK, REDUCED))
    found = priced(*lines, shipped=WASHINGTON.exempt, billed=GERMANY.exempt)
    assert (found.grand_total, [line.tax for line in found.lines]) == (2070, [0, 70])
    assert CALIFORNIA.exempt.levy(FULL, EBOOK).rate == 0


@given(carts_of_two_addresses())
def test_the_total_is_the_sum_of_its_parts(found: PricedCart) -> None:
    included_tax = sum(line.tax for line in found.lines if line.tax_mode is TaxMode.INCLUDED)
    on_shipping = found.shipping_tax if found.tax_rate.mode is TaxMode.INCLUDED else 0
    assert found.added_tax + included_tax + on_shipping == found.tax
    assert found.grand_total == found.subtotal - found.discount + found.shipping + found.added_tax
    assert found.grand_total % found.currency.step == 0
