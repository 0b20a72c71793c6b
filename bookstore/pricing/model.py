"""How a cart is priced: list, unit, line total, subtotal, discount, shipping, tax, grand total, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import TaxMode
from bookstore.platform.title_kinds import TitleKind
from bookstore.pricing.rounding import to_step
from bookstore.pricing.tax import TaxClass, TaxRate


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
    """A line of a quote; amounts in minor units, the tax rate as a fraction ("0.07" is 7 %)."""

    sku: str
    quantity: int
    list_price: int
    unit_price: int
    line_total: int
    discount: int
    tax: int
    tax_rate: str
    kind: TitleKind = TitleKind.PRINTED


@dataclass(frozen=True)
class PricedCart:
    """The priced lines and their totals; amounts in minor units of the currency."""

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
    def grand_total(self) -> int:
        """What the customer pays. Included tax is part of the prices already."""
        added = self.tax if self.tax_rate.mode is TaxMode.ADDED else 0
        return self.subtotal - self.discount + self.shipping + added


def price_lines(
    lines_to_price: Sequence[LineToPrice], discounts: Sequence[int], shipping: Money, tax_rate: TaxRate
) -> PricedCart:
    """Price the lines, each with its discount in minor units of the currency of shipping.

    Raises ValueError where a discount is not between 0 and its line total.
    """
    currency = shipping.currency
    totals = [line.line_total(currency) for line in lines_to_price]
    for total, off in zip(totals, discounts, strict=True):
        if not 0 <= off <= total:
            raise ValueError(f"a discount of {Money(off, currency)} on a line of {Money(total, currency)}")
    shipped = to_step(shipping.amount, shipping.currency)
    taxable = [total - off for total, off in zip(totals, discounts, strict=True)]
    classes = [line.tax_class for line in lines_to_price]
    taxes, shipping_tax = tax_rate.on(taxable, classes, shipped, currency)
    lines = tuple(
        PricedLine(
            line.sku, line.quantity, line.list_price, line.unit_price, total, off, tax,
            format(tax_rate.of(line.tax_class), "f"), line.kind,
        )
        for line, total, off, tax in zip(lines_to_price, totals, discounts, taxes, strict=True)
    )  # fmt: skip
    return PricedCart(currency, lines, shipped, tax_rate, shipping_tax)
