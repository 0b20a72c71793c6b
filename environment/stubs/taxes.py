"""The taxes of the stub of pricing: rates by place and time, classes of titles, and who is exempt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from environment.evidence.traffic.settings import region_code, regions_of
from environment.reckoning.tax import address_of, rate_of
from environment.stubs.stub import StubRefusal

_DEFAULTS: Mapping[str, Any] = {
    "on_shipping": False,
    **dict.fromkeys(("reduced_rate", "ebook_rate", "begins_at")),
}
_NO_TAX: Mapping[str, Any] = {**_DEFAULTS, "rate": "0", "mode": "added", "place": None}
_EVER = datetime.min.replace(tzinfo=UTC)


class StubbedTaxes:
    """What the staff has set."""

    def __init__(self) -> None:
        self._rates: dict[tuple[str, str], dict[datetime, Mapping[str, Any]]] = {}
        self._classes: dict[str, str] = {}
        self._exempt: set[str] = set()

    def region(self, country: str, text: str) -> str:
        """The code of the region that is named so. Raises StubRefusal."""
        found, regions = region_code(country, text), regions_of(country)
        if found not in regions:
            raise StubRefusal("unknown-region", f"{country} has no region {text!r}", regions=regions)
        return found

    def set_rate(self, country: str, region: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """Set the rate of a region, with an empty one that of the country; returns all of its terms."""
        terms = {**_DEFAULTS, **given}
        begins = datetime.fromisoformat(terms["begins_at"]) if terms["begins_at"] else _EVER
        self._rates.setdefault((country, region), {})[begins] = terms
        return terms

    def set_class(self, sku: str, tax_class: str) -> None:
        """Set the tax class of a title."""
        self._classes[sku] = tax_class

    def set_exempt(self, customer: str, *, exempt: bool) -> None:
        """Exempt a customer, or tax them again."""
        self._exempt = self._exempt | {customer} if exempt else self._exempt - {customer}

    def of(self, kind: str, request: Mapping[str, Any], now: datetime) -> Mapping[str, Any]:
        """The terms that hold at the moment for titles of this kind. Raises StubRefusal.

        `place` is the country or the region whose tax it is.
        """
        if kind == "gift_card":
            return _NO_TAX
        to, customer = address_of(kind, request), request["customer"]
        country, text = to["country"], to.get("region") or ""
        begun = {
            place: max((begins, terms) for begins, terms in dated.items() if begins <= now)[1]
            for place, dated in self._rates.items()
            if any(begins <= now for begins in dated)
        }
        taxed = {region for known, region in begun if known == country and region}
        region, regions = region_code(country, text), regions_of(country) or sorted(taxed)
        if taxed and region not in regions:
            detail = f"the tax in {country} depends on the region, and {text!r} is none that is known"
            address = "bill_to" if to is request["billing"] else "ship_to"
            raise StubRefusal("region-needed", detail, country=country, regions=regions, address=address)
        place = next((known for known in ((country, region), (country, "")) if known in begun), None)
        if place is None:
            return _NO_TAX
        terms = {**begun[place], "place": "-".join(filter(None, place))}
        untaxed = customer in self._exempt and terms["mode"] == "added"
        return {**terms, "rate": "0", "reduced_rate": None, "ebook_rate": None} if untaxed else terms

    def rate(self, terms: Mapping[str, Any], sku: str, kind: str) -> Fraction:
        """The rate of a title of this kind on these terms."""
        return rate_of(terms, self._classes.get(sku, "full"), kind)

    def shown_rate(self, terms: Mapping[str, Any], sku: str, kind: str) -> str:
        """The same as pricing writes it."""
        if kind == "ebook" and terms["ebook_rate"] is not None:
            return str(terms["ebook_rate"])
        reduced = self._classes.get(sku) == "reduced" and terms["reduced_rate"] is not None
        return str(terms["reduced_rate"] if reduced else terms["rate"])
