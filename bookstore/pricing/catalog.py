"""The use cases of staff: set prices, rates and discount codes. Setting the same again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

from bookstore.platform.database import Database
from bookstore.platform.money import Money
from bookstore.pricing import catalog_store as store
from bookstore.pricing.discounts import DiscountCode
from bookstore.pricing.errors import LimitBelowRedeemed, PriceTooSmall
from bookstore.pricing.rounding import step
from bookstore.pricing.tax import TaxRate


@dataclass(frozen=True)
class CatalogService:
    """What quotes are made of."""

    database: Database

    def set_price(self, sku: str, price: Money) -> None:
        """Raises PriceTooSmall where one copy could not be charged."""
        smallest = step(price.currency)
        if price.amount < smallest:
            raise PriceTooSmall(f"{price} is less than can be charged", smallest=smallest)
        with self.database.transaction() as connection:
            store.set_price(connection, sku, price)

    def prices(self, sku: str) -> list[Money]:
        """Every list price of the title."""
        with self.database.transaction() as connection:
            return store.prices_of_title(connection, sku)

    def set_tax_rate(self, country: str, region: str, tax_rate: TaxRate) -> None:
        """An empty region is the country itself."""
        with self.database.transaction() as connection:
            store.set_tax_rate(connection, country, region, tax_rate)

    def set_shipping_rate(self, country: str, rate: Money) -> None:
        """What shipping an order to the country costs."""
        with self.database.transaction() as connection:
            store.set_shipping_rate(connection, country, rate)

    def set_code(self, code: DiscountCode) -> DiscountCode:
        """Raises LimitBelowRedeemed where more checkouts than the new limit have redeemed it."""
        with self.database.transaction() as connection:
            known = store.find_code(connection, code.code, lock=True)
            redeemed = known.redeemed if known else 0
            if code.limits.in_all is not None and redeemed > code.limits.in_all:
                raise LimitBelowRedeemed(f"the code was redeemed {redeemed} times", redeemed=redeemed)
            return store.set_code(connection, code)
