"""The tax of a quote as the staff has set it: of copies where they are shipped, of e-books by their bill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from environment.evidence.traffic.settings import QuoteTime, StaffSettings
from environment.reckoning.bill import Bill, BillLine
from environment.reckoning.tax import address_of, rate_of

_KINDS = ("printed", "ebook", "gift_card")
"""What is shipped decides about the tax on shipping, else what is read; a gift card only alone."""
_NO_TAX: Mapping[str, Any] = {"rate": "0", "mode": "added", "on_shipping": False}


@dataclass(frozen=True)
class LineTax:
    """The tax of one line."""

    mode: str
    rate: Fraction
    place: str | None


@dataclass(frozen=True)
class QuotedTax:
    """The tax of every line. `mode` is that of shipping, or where nothing is shipped that of the e-books."""

    mode: str
    lines: tuple[LineTax, ...]
    on_shipping: bool

    @classmethod
    def of(
        cls, settings: StaffSettings, at: QuoteTime, request: Mapping[str, Any], stated: Bill
    ) -> QuotedTax:
        """As it may have held; of several the one that the quote states, else the last."""
        kinds = [str(line.get("kind", "printed")) for line in request["lines"]]
        groups = _Groups(settings, at, request, stated.lines)
        found = {kind: groups.tax_of(kind) for kind in dict.fromkeys(kinds)}
        rest = {kind: iter(lines) for kind, (_, lines) in found.items()}
        terms, _ = found[min(found, key=_KINDS.index)]
        return cls(terms["mode"], tuple(next(rest[kind]) for kind in kinds), terms["on_shipping"])

    def wrong_places(self, stated: Bill, titles: Mapping[str, str]) -> Iterator[str]:
        """A sentence for each title that is taxed in another place than it says."""
        for line, tax in zip(stated.lines, self.lines, strict=True):
            if line.tax_place != tax.place:
                title = titles.get(line.sku) or line.sku
                yield f'taxes "{title}" in {line.tax_place}, expected {tax.place}'


@dataclass(frozen=True)
class _Groups:
    """The lines of a quote by kind: those of one kind have one address."""

    settings: StaffSettings
    at: QuoteTime
    request: Mapping[str, Any]
    stated: Sequence[BillLine]

    def tax_of(self, kind: str) -> tuple[Mapping[str, Any], list[LineTax]]:
        """The terms for lines of this kind, and the tax of each."""
        lines = [
            line
            for line, asked in zip(self.stated, self.request["lines"], strict=True)
            if asked.get("kind", "printed") == kind
        ]
        if kind == "gift_card":
            return _NO_TAX, [LineTax("added", Fraction(0), None) for _ in lines]
        to = address_of(kind, self.request)
        known = self.settings.possible_taxes(to["country"], to.get("region"), self.at)
        possible = [{**_NO_TAX, **terms} for terms in known or [{}]]
        taxes = [(terms, [self._tax(terms, line.sku, kind) for line in lines]) for terms in possible]
        told = [(line.tax_mode, line.tax_rate) for line in lines]
        fitting = [each for each in taxes if [(tax.mode, tax.rate) for tax in each[1]] == told]
        return (fitting or taxes)[-1]

    def _tax(self, terms: Mapping[str, Any], sku: str, kind: str) -> LineTax:
        """Who is exempt pays no tax that is added."""
        exemption = ("customers", str(self.request.get("customer")), "tax-exemption")
        exempt = any(self.settings.possible(exemption, self.at.since, self.at.until)[-1:])
        classes = self.settings.possible(("tax-classes", sku), self.at.since, self.at.until)
        tax_class = str(classes[-1]["tax_class"]) if classes else "full"
        untaxed = exempt and terms["mode"] == "added"
        rate = Fraction(0) if untaxed else rate_of(terms, tax_class, kind)
        return LineTax(terms["mode"], rate, terms.get("place"))
