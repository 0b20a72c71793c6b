"""A quote ships in the way that was chosen, or in the cheapest, at the rate that the staff has set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from environment.evidence.traffic.settings import WITHDRAWN, StaffSettings
from environment.reckoning.rounding import half_up, step_of
from environment.reckoning.shipping import is_shipped, shipping_cost
from steps.vocabulary.money import Money


@dataclass(frozen=True)
class QuotedShipping:
    """The shipping of a quote that was made at some time between the two; `goods` in minor units."""

    settings: StaffSettings
    since: float
    until: float
    request: Mapping[str, Any]
    reply: Mapping[str, Any]
    goods: int

    @property
    def cost(self) -> int:
        """What it must cost. Where the rate is not known, or may be another one, what is stated."""
        if not self._parcel:
            return 0
        stated: int = self.reply["shipping"]
        possible = self._costs(self._way)
        return stated if not possible or stated in possible else possible[-1]

    def wrong(self) -> Iterator[str]:
        """What is wrong with the way, and with the ways that are offered."""
        if not self._parcel:
            if self.reply["shipping_method"] is not None or self.reply["shipping_methods"]:
                yield f"ships by {self._way}, although nothing of it is shipped"
            return
        chosen = self.request.get("shipping_method")
        if chosen is not None and chosen != self._way:
            yield f"ships by {self._way}, although {chosen} was chosen"
        offered = {way["method"]: way["amount"] for way in self.reply["shipping_methods"]}
        stated = offered.get(self._way)
        if stated != self.reply["shipping"]:
            yield f"ships by {self._way}, which it does not offer at that cost"
        for way, cost in self._certain():
            if cost is None and way in offered:
                yield f"offers shipping by {way}, which was withdrawn, or does not carry that much"
            elif cost is not None and offered.get(way) != cost:
                told = self._money(offered[way]) if way in offered else "nothing"
                yield f"offers {told} for shipping by {way}, expected {self._money(cost)}"
        if chosen is None and stated is not None and any(cost < stated for cost in offered.values()):
            yield f"ships by {self._way}, although another way is cheaper and none was chosen"

    @property
    def _way(self) -> str:
        return str(self.reply["shipping_method"])

    def _certain(self) -> Iterator[tuple[str, int | None]]:
        """What each way costs, None where it is not offered; without those that may have changed."""
        for way in self.settings.ways(self._country, self.request["currency"]):
            terms = self._terms(way)
            if len(terms) == 1 and len(self._weights) == 1:
                yield way, None if terms[0] is WITHDRAWN else self._cost(terms[0], self._weights[0])

    def _costs(self, way: str) -> list[int]:
        costs = (
            self._cost(terms, grams)
            for terms in self._terms(way)
            if terms is not WITHDRAWN
            for grams in self._weights
        )
        return [cost for cost in costs if cost is not None]

    def _terms(self, way: str) -> list[dict[str, Any]]:
        key = ("shipping-rates", self._country, self.request["currency"], way)
        return self.settings.possible(key, self.since, self.until)

    def _cost(self, terms: Mapping[str, Any], grams: int) -> int | None:
        cost = shipping_cost(terms, self.goods, grams)
        return None if cost is None else half_up(Fraction(cost), step_of(self.request["currency"]))

    @cached_property
    def _weights(self) -> list[int]:
        """What the parcel may weigh, in grams: one weight, unless a weight was set meanwhile."""
        sums = {0}
        for line in self._parcel:
            set_to = self.settings.possible(("weights", line["sku"]), self.since, self.until)
            copies = [line["quantity"] * each["grams"] for each in set_to] or [0]
            sums = {known + added for known in sums for added in copies}
        return sorted(sums)

    @property
    def _parcel(self) -> list[Mapping[str, Any]]:
        """The lines that are shipped."""
        return [line for line in self.request["lines"] if is_shipped(line)]

    @property
    def _country(self) -> str:
        return str(self.request["destination"]["country"])

    def _money(self, amount: int) -> Money:
        return Money(amount, self.request["currency"])
