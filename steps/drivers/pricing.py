"""The pricing service, as the staff uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from steps.drivers.api import Api
from steps.drivers.money import Money


@dataclass(frozen=True)
class PricingDriver:
    """Sets prices."""

    api: Api

    def set_price(self, staff: Mapping[str, str], sku: str, price: Money) -> None:
        """The list price of a title in the price's currency."""
        self.api.call("PUT", f"/prices/{sku}/{price.currency}", staff, {"amount": price.amount})
