"""The page on which the buyer sends an order to another address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Refused
from steps.pages.address_page import AddressPageObject
from steps.pages.tab import Tab

_LINK, _BUTTON = "Send it to another address", "Send it to this address"
_OF_THE_PLACE = ("country", "region")


@dataclass(frozen=True)
class OrderAddressPageObject:
    """The page in a tab; it is reached from the page of the order, where that offers it."""

    tab: Tab

    async def open(self, order_number: str) -> None:
        """Open the page. Raises Refused where this browser may not see the order."""
        await self.tab.open(f"/orders/{order_number}/address")
        await self.tab.demand_no_refusal()

    async def send_to(self, address: Mapping[str, Any]) -> None:
        """Fill in the form, and press its button. Raises Refused, with the reasons at the fields."""
        form = AddressPageObject(self.tab)
        await form.fill_delivery(address)
        await self.tab.follow(self.tab.page.get_by_role("button", name=_BUTTON))
        shown = await self.tab.demand_page()
        refusal = self.tab.refusal_in(shown)
        if refusal is None:
            return
        reasons = form.delivery_reasons(shown) if refusal.slug == "invalid-request" else {}
        if not reasons:
            raise refusal
        name, said = next(iter(reasons.items()))
        if len(reasons) == 1 and name in _OF_THE_PLACE:
            raise Refused("other-destination", said, 409)
        errors = [{"field": each, "reason": reason} for each, reason in reasons.items()]
        raise Refused("invalid-request", said, 422, {"errors": errors})

    async def send_to_by_keyboard(self, street: str) -> None:
        """From the page of the order to the end, with the keyboard alone; another street is typed."""
        await self.tab.press_by_keyboard(_LINK)
        await self.tab.type_by_keyboard("line1", street)
        await self.tab.press_by_keyboard(_BUTTON)
        await self.tab.demand_no_refusal()
