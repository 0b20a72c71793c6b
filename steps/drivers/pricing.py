"""The pricing service, as the staff uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Api
from steps.drivers.money import Money


@dataclass(frozen=True)
class PricingDriver:
    """Sets prices."""

    api: Api

    def set_price(self, staff: Mapping[str, str], sku: str, price: Money) -> None:
        """The list price of a title in the price's currency."""
        self.api.call("PUT", f"/prices/{sku}/{price.currency}", staff, {"amount": price.amount})

    def set_tax(self, staff: Mapping[str, str], region: str, rate: str) -> None:
        """So much tax (a fraction of one) is added in a region of the United States."""
        self.api.call("PUT", f"/tax-rates/US/{region}", staff, {"rate": rate, "mode": "added"})

    def set_included_tax(self, staff: Mapping[str, str], country: str, rate: str) -> None:
        """So much tax (a fraction of one) is part of the prices in a country."""
        self.api.call("PUT", f"/tax-rates/{country}", staff, {"rate": rate, "mode": "included"})

    def set_shipping(self, staff: Mapping[str, str], country: str, rate: Money) -> None:
        """What shipping an order to a country costs."""
        self.api.call("PUT", f"/shipping-rates/{country}/{rate.currency}", staff, {"amount": rate.amount})

    def offer_code(self, staff: Mapping[str, str], code: str, terms: Mapping[str, Any]) -> None:
        """A discount code with these terms, whatever it had before."""
        self.api.call("PUT", f"/discount-codes/{code}", staff, terms)
