"""The page where the buyer says where the order goes, and where its bill goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from steps.drivers.api import Refused
from steps.pages.shown_page import ShownField, ShownPage, ShownPart
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
_ELSEWHERE = "Send the bill to another address"


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
        shown = (await self.tab.demand_page()).main
        email = where.get("email") or ""
        if _value(shown.field(_MAIL_ADDRESS)) != email:
            await self.tab.page.get_by_role("textbox", name=_MAIL_ADDRESS).fill(email)
        await self._fill(_DELIVERY, where, shown)
        if _is_checked(shown) != (bill_to is not None):
            await self.tab.page.get_by_role("checkbox", name=_ELSEWHERE).click()
        if bill_to is not None:
            await self._fill(_BILLING, bill_to, (await self.tab.look()).main)
        await self.tab.follow(self.tab.page.get_by_role("button", name="Go on to payment"))
        await self.demand_accepted(where)

    async def fill_delivery(self, address: Mapping[str, Any]) -> None:
        """Fill in the delivery address alone."""
        await self._fill(_DELIVERY, address, (await self.tab.look()).main)

    def delivery_reasons(self, shown: ShownPage) -> dict[str, str]:
        """What the page says beside the fields of the delivery address that it marks as invalid."""
        return _said(shown.main, _DELIVERY)

    async def typed(self) -> dict[str, str]:
        """What the fields of the delivery address hold."""
        shown = (await self.tab.look()).main
        return {name: _value(shown.field(label, _DELIVERY)) or "" for name, label in _LABELS.items()}

    async def demand_accepted(self, where: Mapping[str, Any]) -> None:
        """Raises Refused with the reasons at the fields, where the addresses were not taken."""
        shown = await self.tab.demand_page()
        refusal = self.tab.refusal_in(shown)
        if refusal is None:
            return
        reasons = _reasons(shown.main)
        if refusal.slug != "invalid-request" or not reasons:
            raise refusal
        first = next(iter(reasons.values()))
        if _COUNTRY in reasons:
            raise Refused("no-shipping-rate", first, 422, {"country": where[_COUNTRY]})
        if list(reasons) in (["region"], ["bill_to.region"]):
            raise Refused("region-needed", first, 422)
        errors = [{"field": name, "reason": said} for name, said in reasons.items()]
        raise Refused("invalid-request", first, 422, {"errors": errors})

    async def _fill(self, group: str, address: Mapping[str, Any], shown: ShownPart) -> None:
        """Type what a field does not hold yet."""
        for name, label in _LABELS.items():
            wanted = address.get(name) or ""
            if _value(shown.field(label, group)) == wanted:
                continue
            if name == _COUNTRY:
                await self._field(group, name).select_option(value=address[name])
            else:
                await self._field(group, name).fill(wanted)

    def _field(self, group: str, name: str) -> Any:
        role = "combobox" if name == _COUNTRY else "textbox"
        fields = self.tab.page.get_by_role("main").get_by_role("group", name=group)
        return fields.get_by_role(role, name=re.compile(f"^{_LABELS[name]}"))


def _value(field: ShownField | None) -> str | None:
    return field.value if field else None


def _is_checked(shown: ShownPart) -> bool:
    field = shown.field(_ELSEWHERE)
    return field is not None and field.checked


def _reasons(shown: ShownPart) -> dict[str, str]:
    """What the page says beside the fields that it marks as invalid."""
    email = shown.field(_MAIL_ADDRESS)
    at_email = {"email": email.said} if email and email.invalid else {}
    billed = _said(shown, _BILLING) if _is_checked(shown) else {}
    at_bill = {f"bill_to.{name}": said for name, said in billed.items()}
    return at_email | _said(shown, _DELIVERY) | at_bill


def _said(shown: ShownPart, group: str) -> dict[str, str]:
    fields = {name: shown.field(label, group) for name, label in _LABELS.items()}
    return {name: field.said for name, field in fields.items() if field and field.invalid}
