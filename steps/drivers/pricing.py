"""The pricing service, as the staff uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Api, Refused
from steps.vocabulary.money import Money


@dataclass(frozen=True)
class PricingDriver:
    """Sets prices."""

    api: Api

    def set_price(self, staff: Mapping[str, str], sku: str, price: Money) -> None:
        """The list price of a title in the price's currency."""
        self.api.call("PUT", f"/prices/{sku}/{price.currency}", staff, {"amount": price.amount})

    def set_tax(self, staff: Mapping[str, str], region: str, rate: str, *, on_shipping: bool = False) -> None:
        """So much tax (a fraction of one) is added in a region of the United States."""
        added = {"rate": rate, "mode": "added", "on_shipping": on_shipping}
        self.api.call("PUT", f"/tax-rates/US/{region}", staff, added)

    def keeps(self, staff: Mapping[str, str], quote_id: str) -> bool:
        """Whether the quote can still be looked up."""
        try:
            self.api.call("GET", f"/quotes/{quote_id}", staff)
        except Refused as refused:
            if refused.slug == "not-found":
                return False
            raise
        return True

    def set_included_tax(self, staff: Mapping[str, str], country: str, rate: str) -> None:
        """So much tax (a fraction of one) is part of the prices in a country."""
        self.api.call("PUT", f"/tax-rates/{country}", staff, {"rate": rate, "mode": "included"})

    def set_shipping(self, staff: Mapping[str, str], country: str, rate: Money) -> None:
        """What shipping an order to a country costs."""
        self.api.call("PUT", f"/shipping-rates/{country}/{rate.currency}", staff, {"amount": rate.amount})

    def offer_code(self, staff: Mapping[str, str], code: str, terms: Mapping[str, Any]) -> None:
        """A discount code with these terms, whatever it had before."""
        self.api.call("PUT", f"/discount-codes/{code}", staff, terms)
