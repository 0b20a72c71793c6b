"""How a cart is priced: list, unit, line total, subtotal, discount, shipping, tax, grand total, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import TaxMode
from bookstore.pricing.discounts import CodeOutcome
from bookstore.pricing.rounding import split, to_step
from bookstore.pricing.tax import TaxRate


@dataclass(frozen=True)
class LineToPrice:
    """So many copies of a title, and its list price for one, in minor units."""

    sku: str
    quantity: int
    list_price: int

    @property
    def unit_price(self) -> int:
        """What one copy costs in this cart. No offers are made by title, so it is the list price."""
        return self.list_price

    def line_total(self, currency: Currency) -> int:
        """The copies together, rounded once: never a rounded copy times the quantity."""
        return to_step(self.unit_price * self.quantity, currency)


@dataclass(frozen=True)
class PricedLine:
    """A line of a quote; amounts in minor units."""

    sku: str
    quantity: int
    list_price: int
    unit_price: int
    line_total: int
    discount: int
    tax: int


@dataclass(frozen=True)
class PricedCart:
    """The lines and what they add up to; amounts in minor units of the currency."""

    currency: Currency
    lines: tuple[PricedLine, ...]
    shipping: int
    tax_rate: TaxRate
    shipping_tax: int = 0

    @property
    def subtotal(self) -> int:
        """The lines before anything is taken off or added."""
        return sum(line.line_total for line in self.lines)

    @property
    def discount(self) -> int:
        """What the discount code takes off, over all lines."""
        return sum(line.discount for line in self.lines)

    @property
    def tax(self) -> int:
        """The tax over all lines, and on shipping where it is taxed, whether added or included."""
        return sum(line.tax for line in self.lines) + self.shipping_tax

    @property
    def grand_total(self) -> int:
        """What the customer pays. Included tax is in the prices already."""
        added = self.tax if self.tax_rate.mode is TaxMode.ADDED else 0
        return self.subtotal - self.discount + self.shipping + added


def subtotal(wanted: Sequence[LineToPrice], currency: Currency) -> Money:
    """The line totals together."""
    return Money(sum(line.line_total(currency) for line in wanted), currency)


def price_lines(
    wanted: Sequence[LineToPrice], discount: Money, shipping: Money, tax_rate: TaxRate
) -> PricedCart:
    """Price the lines. Raises ValueError where the discount is not between nothing and the subtotal."""
    currency = discount.currency
    if not 0 <= discount.amount <= subtotal(wanted, currency).amount:
        raise ValueError(f"a discount of {discount} on a subtotal of {subtotal(wanted, currency)}")
    totals = [line.line_total(currency) for line in wanted]
    discounts = split(discount.amount, totals, currency)
    shipped = to_step(shipping.amount, shipping.currency)
    taxable = [total - off for total, off in zip(totals, discounts, strict=True)]
    *taxes, shipping_tax = tax_rate.on([*taxable, shipped if tax_rate.on_shipping else 0], currency)
    lines = tuple(
        PricedLine(line.sku, line.quantity, line.list_price, line.unit_price, total, off, tax)
        for line, total, off, tax in zip(wanted, totals, discounts, taxes, strict=True)
    )
    return PricedCart(currency, lines, shipped, tax_rate, shipping_tax)


@dataclass(frozen=True)
class Quote:
    """A priced cart, with a time it is valid for. A binding one is what a checkout charges."""

    quote_id: UUID
    binding: bool
    priced_cart: PricedCart
    code_outcome: CodeOutcome | None
    created_at: datetime
    valid_until: datetime
