"""The pricing service, as the staff uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from steps.drivers.api import Api, Refused
from steps.vocabulary.money import Money


@dataclass(frozen=True)
class ShippingTerms:
    """A way of shipping and its rate: nothing from a total of goods on, more for each kilogram begun.

    `heaviest` is what it carries at most, in grams.
    """

    way: str
    rate: Money
    free_from: Money | None = None
    per_kilogram: Money | None = None
    heaviest: int | None = None


@dataclass(frozen=True)
class TaxTerms:
    """A tax rate as a fraction of one, `added` to the prices or `included` in them, and the reduced one.

    `ebook_rate` is that of e-books, None where they have the rate of printed titles. It begins at
    `begins_at` (ISO 8601), or has held since ever.
    """

    rate: str
    mode: str
    reduced_rate: str | None = None
    begins_at: str | None = None
    on_shipping: bool = False
    ebook_rate: str | None = None


@dataclass(frozen=True)
class PricingDriver:
    """Sets prices, taxes and shipping rates, and offers discount codes."""

    api: Api

    def set_price(self, staff: Mapping[str, str], sku: str, price: Money) -> None:
        """Set the list price of a title in the price's currency."""
        self.api.call("PUT", f"/prices/{sku}/{price.currency}", staff, {"amount": price.amount})

    def set_tax(self, staff: Mapping[str, str], region: str, rate: str, *, on_shipping: bool = False) -> None:
        """Set the tax, as a fraction of one, that is added in a region of the United States."""
        added = {"rate": rate, "mode": "added", "on_shipping": on_shipping}
        self.api.call("PUT", f"/tax-rates/US/{region}", staff, added)

    def set_tax_by(self, staff: Mapping[str, str], country: str, region: str | None, terms: TaxTerms) -> None:
        """Set the tax of a country, or of one of its regions, on these terms."""
        path = f"/tax-rates/{country}/{region}" if region else f"/tax-rates/{country}"
        self.api.call("PUT", path, staff, vars(terms))

    def set_tax_class(self, staff: Mapping[str, str], sku: str, tax_class: str) -> None:
        """Set the tax class of a title: `full` or `reduced`."""
        self.api.call("PUT", f"/tax-classes/{sku}", staff, {"tax_class": tax_class})

    def exempt(self, staff: Mapping[str, str], customer_id: str, certificate: str) -> None:
        """Exempt a customer from tax that is added to prices."""
        body = {"certificate": certificate}
        self.api.call("PUT", f"/customers/{quote(customer_id)}/tax-exemption", staff, body)

    def end_exemption(self, staff: Mapping[str, str], customer_id: str) -> None:
        """Tax a customer again."""
        self.api.call("DELETE", f"/customers/{quote(customer_id)}/tax-exemption", staff)

    def keeps(self, staff: Mapping[str, str], quote_id: str) -> bool:
        """Whether the quote is still stored."""
        try:
            self.api.call("GET", f"/quotes/{quote_id}", staff)
        except Refused as refused:
            if refused.slug == "not-found":
                return False
            raise
        return True

    def set_included_tax(self, staff: Mapping[str, str], country: str, rate: str) -> None:
        """Set the tax, as a fraction of one, that the prices in a country include."""
        self.api.call("PUT", f"/tax-rates/{country}", staff, {"rate": rate, "mode": "included"})

    def set_shipping(self, staff: Mapping[str, str], country: str, rate: Money) -> None:
        """Set the rate for shipping an order to a country."""
        self.api.call("PUT", f"/shipping-rates/{country}/{rate.currency}", staff, {"amount": rate.amount})

    def set_sale_price(
        self, staff: Mapping[str, str], sku: str, price: Money, times: Mapping[str, Any]
    ) -> None:
        """Set the price of a title for a time: from `valid_from` on, or at once, until `valid_until`."""
        body = {"amount": price.amount, **times}
        self.api.call("PUT", f"/sale-prices/{sku}/{price.currency}", staff, body)

    def set_group_price(self, staff: Mapping[str, str], sku: str, price: Money, group: str) -> None:
        """Set the price of a title for the members of a group of customers."""
        path = f"/group-prices/{sku}/{price.currency}/{quote(group)}"
        self.api.call("PUT", path, staff, {"amount": price.amount})

    def join_group(self, staff: Mapping[str, str], customer_id: str, group: str) -> None:
        """Put a customer into a group, out of any other."""
        self.api.call("PUT", f"/customers/{quote(customer_id)}/group", staff, {"group": group})

    def leave_group(self, staff: Mapping[str, str], customer_id: str) -> None:
        """Take a customer out of the group."""
        self.api.call("DELETE", f"/customers/{quote(customer_id)}/group", staff)

    def set_weight(self, staff: Mapping[str, str], sku: str, grams: int) -> None:
        """Set the weight of one copy."""
        self.api.call("PUT", f"/weights/{sku}", staff, {"grams": grams})

    def set_shipping_by(self, staff: Mapping[str, str], country: str, terms: ShippingTerms) -> None:
        """Offer a way of shipping to a country."""
        rate = terms.rate
        given = {
            "free_from": terms.free_from.amount if terms.free_from else None,
            "per_kilogram": terms.per_kilogram.amount if terms.per_kilogram else None,
            "heaviest": terms.heaviest,
        }
        body = {name: value for name, value in given.items() if value is not None}
        path = f"/shipping-rates/{country}/{rate.currency}/{terms.way}"
        self.api.call("PUT", path, staff, {"amount": rate.amount, **body})

    def withdraw_shipping(self, staff: Mapping[str, str], country: str, currency: str, way: str) -> None:
        """Offer this way of shipping to a country no longer."""
        self.api.call("DELETE", f"/shipping-rates/{country}/{currency}/{way}", staff)

    def ship_free(self, staff: Mapping[str, str], country: str, currency: str) -> None:
        """Set a rate of 0, in a shop that a scenario found empty."""
        self.api.call("PUT", f"/shipping-rates/{country}/{currency}", staff, {"amount": 0})

    def put_back(self, staff: Mapping[str, str]) -> None:
        """Nothing: its databases are emptied between two scenarios."""

    def offer_code(self, staff: Mapping[str, str], code: str, terms: Mapping[str, Any]) -> None:
        """Offer a discount code with these terms, which replace earlier ones."""
        self.api.call("PUT", f"/discount-codes/{code}", staff, terms)

    def withdraw_code(self, staff: Mapping[str, str], code: str) -> None:
        """Offer a discount code no longer."""
        self.api.call("DELETE", f"/discount-codes/{code}", staff)
