"""The use cases of staff: set prices, rates and discount codes. A repeated request changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.money import Currency, Money
from bookstore.pricing import catalog_store as store
from bookstore.pricing.discounts import DiscountCode
from bookstore.pricing.errors import LimitBelowRedeemed, PriceTooSmall
from bookstore.pricing.prices import SalePrice
from bookstore.pricing.rounding import step
from bookstore.pricing.shipping import ShippingRate


@dataclass(frozen=True)
class CatalogService:
    """The prices, rates and codes that quotes are made of."""

    database: Database
    clock: Clock

    def set_price(self, sku: str, price: Money) -> None:
        """Set the list price of one copy; raises PriceTooSmall where it could not be charged."""
        _demand_chargeable(price)
        with self.database.transaction() as connection:
            store.set_price(connection, sku, price)

    def set_sale_price(self, sku: str, sale: SalePrice) -> None:
        """Set the price of one copy for a time; raises PriceTooSmall where it could not be charged."""
        _demand_chargeable(sale.price)
        with self.database.transaction() as connection:
            store.set_sale_price(connection, sku, sale)

    def set_group_price(self, sku: str, group: str, price: Money) -> None:
        """Set the price of one copy for a group; raises PriceTooSmall where it could not be charged."""
        _demand_chargeable(price)
        with self.database.transaction() as connection:
            store.set_group_price(connection, sku, group, price)

    def join_group(self, customer: str, group: str) -> None:
        """Put the customer into this group, out of any other."""
        with self.database.transaction() as connection:
            store.join_group(connection, customer, group)

    def leave_group(self, customer: str) -> None:
        """Take the customer out of the group."""
        with self.database.transaction() as connection:
            store.leave_group(connection, customer)

    def prices(self, sku: str) -> list[Money]:
        """The list prices of the title, one per currency."""
        with self.database.reading() as connection:
            return store.prices_of_title(connection, sku)

    def current_prices(self, currency: Currency, skus: Sequence[str]) -> dict[str, int]:
        """What a copy costs now, in minor units by SKU; a title without a price is left out."""
        with self.database.reading() as connection:
            found = store.priced_titles(connection, currency, skus, self.clock.now(), customer=None)
        return {sku: title.unit_price for sku, title in found.items()}

    def set_weight(self, sku: str, grams: int) -> None:
        """Set the weight of one copy."""
        with self.database.transaction() as connection:
            store.set_weight(connection, sku, grams)

    def set_shipping_rate(self, country: str, currency: Currency, rate: ShippingRate) -> None:
        """Set the cost of shipping an order to the country by a method."""
        with self.database.transaction() as connection:
            store.set_shipping_rate(connection, country, currency, rate)

    def withdraw_shipping(self, country: str, currency: Currency, method: str) -> None:
        """Ship nothing more to the country by this method."""
        with self.database.transaction() as connection:
            store.withdraw_shipping(connection, country, currency, method)

    def set_code(self, code: DiscountCode) -> DiscountCode:
        """Set the terms of a code; raises LimitBelowRedeemed where its redemptions exceed the new limit."""
        with self.database.transaction() as connection:
            known = store.find_codes(connection, [code.code], lock=True)
            redeemed = known[0].redeemed if known else 0
            if code.limits.in_all is not None and redeemed > code.limits.in_all:
                raise LimitBelowRedeemed(f"the code was redeemed {redeemed} times", redeemed=redeemed)
            return store.set_code(connection, code)

    def withdraw_code(self, code: str) -> None:
        """Offer the code no longer: also not in carts that have it already."""
        with self.database.transaction() as connection:
            store.withdraw_code(connection, code)


def _demand_chargeable(price: Money) -> None:
    smallest = step(price.currency)
    if price.amount < smallest:
        raise PriceTooSmall(f"{price} is less than can be charged", smallest=smallest)
