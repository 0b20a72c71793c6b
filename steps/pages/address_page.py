"""The page where the buyer says where the order goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Refused
from steps.pages.tab import Tab

_LABELS = {
    "email": "Mail address",
    "name": "Name",
    "line1": "Street and number",
    "line2": "Second line",
    "city": "City",
    "region": "State or region",
    "postal_code": "Postal code",
}


@dataclass(frozen=True)
class AddressPageObject:
    """The page in a tab."""

    tab: Tab

    async def open(self) -> None:
        """Open the page. Raises Refused where the cart is empty."""
        await self.tab.open("/address")
        await self.tab.demand_page()
        if self.tab.place == "/cart":
            raise Refused("cart-empty", "Your cart is empty.", 409)

    async def fill(self, address: Mapping[str, Any]) -> None:
        """Fill in the form, with `email` beside the fields of an address, and go on to the payment."""
        page = self.tab.page
        for name, label in _LABELS.items():
            await page.get_by_role("textbox", name=re.compile(f"^{label}")).fill(address.get(name) or "")
        await page.get_by_role("main").get_by_label("Country").select_option(value=address["country"])
        await self.tab.follow(page.get_by_role("button", name="Go on to payment"))
        await self.demand_accepted(address)

    async def demand_accepted(self, address: Mapping[str, Any]) -> None:
        """Raises Refused with the reasons at the fields, where the address was not taken."""
        await self.tab.demand_page()
        refusal = await self.tab.refusal()
        if refusal is None:
            return
        reasons = {name: said for name in (*_LABELS, "country") if (said := await self._reason(name))}
        if refusal.slug != "invalid-request" or not reasons:
            raise refusal
        first = next(iter(reasons.values()))
        if "country" in reasons:
            raise Refused("no-shipping-rate", first, 422, {"country": address["country"]})
        if list(reasons) == ["region"]:
            raise Refused("region-needed", first, 422)
        errors = [{"field": name, "reason": said} for name, said in reasons.items()]
        raise Refused("invalid-request", first, 422, {"errors": errors})

    async def _reason(self, name: str) -> str | None:
        """What the page says beside a field that it marks as invalid."""
        role, label = ("combobox", "Country") if name == "country" else ("textbox", _LABELS[name])
        field = self.tab.page.get_by_role("main").get_by_role(role, name=re.compile(f"^{label}"))
        if await field.get_attribute("aria-invalid") != "true":
            return None
        described = await field.get_attribute("aria-describedby")
        return str(await self.tab.page.locator(f"id={described}").inner_text())
