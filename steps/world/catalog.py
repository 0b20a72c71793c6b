"""The titles of a scenario: each has an ISBN-13 that follows from its name, and a price once it is sold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from steps.vocabulary.money import Money

T = TypeVar("T")
DEFAULT_COPIES = 100


def isbn_of(title: str) -> str:
    """An ISBN-13 for the title, always the same; the last digit makes the weighted sum a multiple of 10."""
    digits = "978" + str(int(hashlib.sha256(title.encode()).hexdigest(), 16))[-9:].zfill(9)
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str(-weighted % 10)


@dataclass
class Catalog:
    """What the scenario's shop sells. With an `edition` of its own its titles are no other scenario's."""

    prices: dict[str, Money] = field(default_factory=dict)
    uncounted: set[str] = field(default_factory=set)
    """The titles that do not exist in copies, each by its name: e-books and gift cards."""
    edition: str = ""
    shipping_rates: dict[tuple[str, str], Money] = field(default_factory=dict)
    """The rates that the scenario has set, by country and currency."""
    destinations: set[str] = field(default_factory=lambda: {"US"})
    """The countries to which the shop ships: for nothing, where the scenario sets no rate."""

    def demand_no_shipping_rate(self, country: str) -> None:
        """Raises AssertionError where the scenario has the shop ship to this country."""
        shipped = self.destinations | {one for one, _ in self.shipping_rates}
        assert country not in shipped, f"this scenario has set a shipping rate for {country} already"

    def sku(self, title: str) -> str:
        """The title's SKU; a clear sentence where the scenario has not brought it to the shop."""
        if title not in self.prices and title not in self.uncounted:
            known = ", ".join(self.prices) or "none"
            raise AssertionError(f'no step has brought "{title}" to the shop (titles so far: {known})')
        return isbn_of(title + self.edition)

    def by_title(self, copies: Mapping[str, T]) -> dict[str, T]:
        """What is known by SKU, by the titles instead."""
        return {self.title(sku): known for sku, known in copies.items()}

    def price(self, title: str) -> Money:
        """The price the scenario set."""
        self.sku(title)
        return self.prices[title]

    def title(self, sku: str) -> str:
        """The title with this SKU."""
        return next((title for title in self.prices if self.sku(title) == sku), sku)
