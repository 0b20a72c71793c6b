"""Addresses as pages show them, each part with the name that schema.org has for it."""

from __future__ import annotations

from typing import Any

_PARTS = {
    "name": "name",
    "line1": "streetAddress",
    "line2": "extendedAddress",
    "city": "addressLocality",
    "region": "addressRegion",
    "postal_code": "postalCode",
}
_COUNTRY = "addressCountry"


async def address_shown(shown: Any) -> dict[str, str]:
    """The fields of the address in this element, but for those that it leaves out."""

    def part(name: str) -> Any:
        return shown.locator(f"[itemprop={name}]")

    named = {name: part(marked) for name, marked in _PARTS.items()}
    found = {name: await each.text_content() for name, each in named.items() if await each.count()}
    return found | {"country": await part(_COUNTRY).get_attribute("value")}
