"""What one copy of a title costs: the list price, or less while a sale lasts, or for a group of customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bookstore.platform.money import Money
from bookstore.platform.title_kinds import TitleKind
from bookstore.pricing.model import LineToPrice
from bookstore.pricing.tax import TaxClass


@dataclass(frozen=True)
class SalePrice:
    """The price of one copy for a time, whose end is excluded; without a beginning it has begun."""

    price: Money
    valid_from: datetime | None
    valid_until: datetime


@dataclass(frozen=True)
class PricedTitle:
    """The prices of this moment for one customer, in minor units, and the weight in grams."""

    list_price: int
    sale_price: int | None
    group_price: int | None
    grams: int
    tax_class: TaxClass = TaxClass.FULL

    @property
    def unit_price(self) -> int:
        """What one copy costs: the lowest of its prices, so neither sale nor group makes a title dearer."""
        prices = (self.list_price, self.sale_price, self.group_price)
        return min(price for price in prices if price is not None)

    def copies(self, sku: str, quantity: int, kind: TitleKind) -> LineToPrice:
        """This many copies, to be priced. A gift card costs what it holds, for everybody and at any time."""
        prices = (self.list_price, self.list_price if kind.is_money else self.unit_price)
        return LineToPrice(sku, quantity, *prices, self.grams, self.tax_class, kind)
