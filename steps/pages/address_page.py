"""The page where the buyer says where the order goes, and where its bill goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Refused
from steps.pages.tab import Tab

_MAIL_ADDRESS = "Mail address"
_LABELS = {
    "name": "Name",
    "line1": "Street and number",
    "line2": "Second line",
    "city": "City",
    "region": "State or region",
    "postal_code": "Postal code",
    "country": "Country",
}
_COUNTRY = "country"
_DELIVERY, _BILLING = "Delivery address", "Billing address"


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

    async def fill(self, where: Mapping[str, Any]) -> None:
        """Fill in the form, and go on to the payment.

        `where` has the fields of the delivery address, `email` beside them, and under `bill_to` the billing
        address where that is another one.
        """
        bill_to = where.get("bill_to")
        await self._email.fill(where.get("email") or "")
        await self.fill_delivery(where)
        await self._elsewhere.set_checked(bill_to is not None)
        if bill_to is not None:
            await self._fill(_BILLING, bill_to)
        await self.tab.follow(self.tab.page.get_by_role("button", name="Go on to payment"))
        await self.demand_accepted(where)

    async def fill_delivery(self, address: Mapping[str, Any]) -> None:
        """Fill in the delivery address alone."""
        await self._fill(_DELIVERY, address)

    async def delivery_reasons(self) -> dict[str, str]:
        """What the page says beside the fields of the delivery address that it marks as invalid."""
        return await self._said({name: self._field(_DELIVERY, name) for name in _LABELS})

    async def typed(self) -> dict[str, str]:
        """What the fields of the delivery address hold."""
        return {name: str(await self._field(_DELIVERY, name).input_value()) for name in _LABELS}

    async def demand_accepted(self, where: Mapping[str, Any]) -> None:
        """Raises Refused with the reasons at the fields, where the addresses were not taken."""
        await self.tab.demand_page()
        refusal = await self.tab.refusal()
        if refusal is None:
            return
        reasons = await self._reasons()
        if refusal.slug != "invalid-request" or not reasons:
            raise refusal
        first = next(iter(reasons.values()))
        if _COUNTRY in reasons:
            raise Refused("no-shipping-rate", first, 422, {"country": where[_COUNTRY]})
        if list(reasons) in (["region"], ["bill_to.region"]):
            raise Refused("region-needed", first, 422)
        errors = [{"field": name, "reason": said} for name, said in reasons.items()]
        raise Refused("invalid-request", first, 422, {"errors": errors})

    async def _fill(self, group: str, address: Mapping[str, Any]) -> None:
        for name in _LABELS:
            field = self._field(group, name)
            if name == _COUNTRY:
                await field.select_option(value=address[name])
            else:
                await field.fill(address.get(name) or "")

    async def _reasons(self) -> dict[str, str]:
        """What the page says beside the fields that it marks as invalid."""
        fields = {"email": self._email, **{name: self._field(_DELIVERY, name) for name in _LABELS}}
        if await self._elsewhere.is_checked():
            fields |= {f"bill_to.{name}": self._field(_BILLING, name) for name in _LABELS}
        return await self._said(fields)

    async def _said(self, fields: Mapping[str, Any]) -> dict[str, str]:
        said = {name: await self._reason(field) for name, field in fields.items()}
        return {name: reason for name, reason in said.items() if reason is not None}

    async def _reason(self, field: Any) -> str | None:
        if await field.get_attribute("aria-invalid") != "true":
            return None
        described = await field.get_attribute("aria-describedby")
        return str(await self.tab.page.locator(f"id={described}").inner_text())

    def _field(self, group: str, name: str) -> Any:
        role = "combobox" if name == _COUNTRY else "textbox"
        fields = self.tab.page.get_by_role("main").get_by_role("group", name=group)
        return fields.get_by_role(role, name=re.compile(f"^{_LABELS[name]}"))

    @property
    def _email(self) -> Any:
        return self.tab.page.get_by_role("textbox", name=_MAIL_ADDRESS)

    @property
    def _elsewhere(self) -> Any:
        return self.tab.page.get_by_role("checkbox", name="Send the bill to another address")
