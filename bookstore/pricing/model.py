"""How a cart is priced: list, unit, line total, subtotal, discount, shipping, tax, grand total, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import TaxMode
from bookstore.platform.title_kinds import TitleKind
from bookstore.pricing.rounding import to_step
from bookstore.pricing.tax import Levy, TaxClass, TaxRate, taxes_on


@dataclass(frozen=True)
class LineToPrice:
    """Copies of a title; the prices of one copy in minor units, its weight, its tax class and its kind."""

    sku: str
    quantity: int
    list_price: int
    unit_price: int
    grams: int = 0
    tax_class: TaxClass = TaxClass.FULL
    kind: TitleKind = TitleKind.PRINTED

    def line_total(self, currency: Currency) -> int:
        """The price of all copies, rounded once: never a rounded copy times the quantity."""
        return to_step(self.unit_price * self.quantity, currency)


@dataclass(frozen=True)
class PricedLine:
    """A line of a quote; amounts in minor units, the tax rate as a fraction ("0.07" is 7 %).

    tax_place: the country ("DE") or the region ("US-WA") whose tax it is; None where there is none.
    """

    sku: str
    quantity: int
    list_price: int
    unit_price: int
    line_total: int
    discount: int
    tax: int
    tax_rate: str
    kind: TitleKind = TitleKind.PRINTED
    tax_mode: TaxMode = TaxMode.ADDED
    tax_place: str | None = None


@dataclass(frozen=True)
class PricedCart:
    """The priced lines and their totals; amounts in minor units of the currency.

    tax_rate: where the copies are shipped, which is that of shipping; without copies, where the bill goes.
    """

    currency: Currency
    lines: tuple[PricedLine, ...]
    shipping: int
    tax_rate: TaxRate
    shipping_tax: int = 0

    @property
    def subtotal(self) -> int:
        """The sum of the line totals, before discount, shipping and tax."""
        return sum(line.line_total for line in self.lines)

    @property
    def discount(self) -> int:
        """The discount over all lines."""
        return sum(line.discount for line in self.lines)

    @property
    def tax(self) -> int:
        """The tax over all lines, and on shipping where it is taxed, whether added or included."""
        return sum(line.tax for line in self.lines) + self.shipping_tax

    @property
    def added_tax(self) -> int:
        """The part of the tax that is added to the prices; the rest is part of them already."""
        on_shipping = self.shipping_tax if self.tax_rate.mode is TaxMode.ADDED else 0
        return sum(line.tax for line in self.lines if line.tax_mode is TaxMode.ADDED) + on_shipping

    @property
    def grand_total(self) -> int:
        """What the customer pays."""
        return self.subtotal - self.discount + self.shipping + self.added_tax


def price_lines(
    lines_to_price: Sequence[LineToPrice],
    discounts: Sequence[int],
    shipping: Money,
    tax_rate: TaxRate,
    ebook_tax: TaxRate | None = None,
) -> PricedCart:
    """Price the lines, each with its discount in minor units of the currency of shipping.

    `tax_rate` is that of copies and their shipping, `ebook_tax` that of e-books: None for the same.
    Raises ValueError where a discount is not between 0 and its line total.
    """
    currency = shipping.currency
    totals = [line.line_total(currency) for line in lines_to_price]
    for total, off in zip(totals, discounts, strict=True):
        if not 0 <= off <= total:
            raise ValueError(f"a discount of {Money(off, currency)} on a line of {Money(total, currency)}")
    shipped = to_step(shipping.amount, shipping.currency)
    taxable = [total - off for total, off in zip(totals, discounts, strict=True)]
    levies = [_levy(line, tax_rate, ebook_tax or tax_rate) for line in lines_to_price]
    on_shipping = _levy_on_shipping(lines_to_price, levies) if tax_rate.on_shipping else None
    taxes, shipping_tax = taxes_on(taxable, levies, shipped, on_shipping, currency)
    lines = tuple(
        PricedLine(
            line.sku, line.quantity, line.list_price, line.unit_price, total, off, tax,
            format(levy.rate, "f"), line.kind, levy.mode, levy.place,
        )
        for line, total, off, tax, levy in zip(lines_to_price, totals, discounts, taxes, levies, strict=True)
    )  # fmt: skip
    return PricedCart(currency, lines, shipped, tax_rate, shipping_tax)


def _levy(line: LineToPrice, tax_rate: TaxRate, ebook_tax: TaxRate) -> Levy:
    """Copies are taxed where they are shipped, what is not shipped where the bill goes."""
    return (tax_rate if line.kind.in_copies else ebook_tax).levy(line.tax_class, line.kind)


def _levy_on_shipping(lines: Sequence[LineToPrice], levies: Sequence[Levy]) -> Levy | None:
    """The highest of the levies on what is shipped; None where nothing is."""
    shipped = [levy for line, levy in zip(lines, levies, strict=True) if line.kind.in_copies]
    return max(shipped, key=lambda levy: levy.rate, default=None)
