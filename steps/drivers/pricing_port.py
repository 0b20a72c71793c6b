"""The port of prices, taxes and shipping: what the steps ask of the staff's side of a shop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from steps.drivers.pricing import ShippingTerms, TaxTerms
from steps.vocabulary.money import Money

Credentials = Mapping[str, str]


class PricingPort(Protocol):
    """Prices, taxes, rates and codes."""

    def set_price(self, staff: Credentials, sku: str, price: Money) -> None:
        """Set the list price of a title in the price's currency."""
        ...

    def ship_free(self, staff: Credentials, country: str, currency: str) -> None:
        """Ship for nothing; asked only of a shop that is emptied between scenarios."""
        ...

    def set_tax(self, staff: Credentials, region: str, rate: str, *, on_shipping: bool = False) -> None:
        """Set the tax, as a fraction of one, that is added in a region of the United States."""
        ...

    def set_included_tax(self, staff: Credentials, country: str, rate: str) -> None:
        """Set the tax, as a fraction of one, that the prices in a country include."""
        ...

    def set_shipping(self, staff: Credentials, country: str, rate: Money) -> None:
        """Set the rate for shipping an order to a country."""
        ...

    def set_sale_price(self, staff: Credentials, sku: str, price: Money, times: Mapping[str, Any]) -> None:
        """Set the price of a title for a time: from `valid_from` on, or at once, until `valid_until`."""
        ...

    def set_tax_by(self, staff: Credentials, country: str, region: str | None, terms: TaxTerms) -> None:
        """Set the tax of a country, or of one of its regions, on these terms."""
        ...

    def set_tax_class(self, staff: Credentials, sku: str, tax_class: str) -> None:
        """Set the tax class of a title: `full` or `reduced`."""
        ...

    def exempt(self, staff: Credentials, customer_id: str, certificate: str) -> None:
        """Exempt a customer from tax that is added to prices."""
        ...

    def end_exemption(self, staff: Credentials, customer_id: str) -> None:
        """Tax a customer again: the next quote has the tax."""
        ...

    def set_group_price(self, staff: Credentials, sku: str, price: Money, group: str) -> None:
        """Set the price of a title for the members of a group of customers."""
        ...

    def join_group(self, staff: Credentials, customer_id: str, group: str) -> None:
        """Put a customer into a group, out of any other."""
        ...

    def leave_group(self, staff: Credentials, customer_id: str) -> None:
        """Take a customer out of the group: the next quote goes by the price for everybody."""
        ...

    def set_weight(self, staff: Credentials, sku: str, grams: int) -> None:
        """Set the weight of one copy."""
        ...

    def set_shipping_by(self, staff: Credentials, country: str, terms: ShippingTerms) -> None:
        """Offer a way of shipping to a country; "standard" is the way that `set_shipping` sets."""
        ...

    def withdraw_shipping(self, staff: Credentials, country: str, currency: str, way: str) -> None:
        """Offer this way of shipping to a country no longer."""
        ...

    def put_back(self, staff: Credentials) -> None:
        """Undo what a scenario has set for everybody: taxes, rates and codes. Called after each scenario.

        Our own bookstore has nothing to do here: its databases are emptied.
        """
        ...

    def offer_code(self, staff: Credentials, code: str, terms: Mapping[str, Any]) -> None:
        """Offer a discount code with these terms, which replace earlier ones."""
        ...

    def withdraw_code(self, staff: Credentials, code: str) -> None:
        """Offer a discount code no longer, also where it is in carts already; orders keep their discount."""
        ...

    def keeps(self, staff: Credentials, quote_id: str) -> bool:
        """Whether the quote is still stored."""
        ...
