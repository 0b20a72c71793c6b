"""A quote ships in the way that was chosen, or in the cheapest, at the rate that the staff has set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from environment.evidence.traffic.settings import WITHDRAWN, StaffSettings
from environment.reckoning.rounding import half_up, step_of
from environment.reckoning.shipping import shipping_cost
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
        stated: int = self.reply["shipping"]
        possible = self._costs(self._way)
        return stated if not possible or stated in possible else possible[-1]

    def wrong(self) -> Iterator[str]:
        """What is wrong with the way, and with the ways that are offered."""
        chosen = self.request.get("shipping_method")
        if chosen is not None and chosen != self._way:
            yield f"ships by {self._way}, although {chosen} was chosen"
        offered = {way["method"]: way["amount"] for way in self.reply["shipping_methods"]}
        if offered.get(self._way) != self.reply["shipping"]:
            yield f"ships by {self._way}, which it does not offer at that cost"
        certain = dict(self._certain())
        for way, cost in certain.items():
            if cost is None and way in offered:
                yield f"offers shipping by {way}, which was withdrawn"
            elif cost is not None and offered.get(way) != cost:
                told = self._money(offered[way]) if way in offered else "nothing"
                yield f"offers {told} for shipping by {way}, expected {self._money(cost)}"
        if chosen is None and any(cost < offered[self._way] for cost in offered.values()):
            yield f"ships by {self._way}, although another way is cheaper and none was chosen"

    @property
    def _way(self) -> str:
        return str(self.reply["shipping_method"])

    def _certain(self) -> Iterator[tuple[str, int | None]]:
        """What each way costs, None where it was withdrawn; without those that may have changed meanwhile."""
        for way in self.settings.ways(self._country, self.request["currency"]):
            terms = self._terms(way)
            if len(terms) == 1:
                yield way, None if terms[0] is WITHDRAWN else self._cost(terms[0])

    def _costs(self, way: str) -> list[int]:
        return [self._cost(terms) for terms in self._terms(way) if terms is not WITHDRAWN]

    def _terms(self, way: str) -> list[dict[str, Any]]:
        key = ("shipping-rates", self._country, self.request["currency"], way)
        return self.settings.possible(key, self.since, self.until)

    def _cost(self, terms: Mapping[str, Any]) -> int:
        return half_up(Fraction(shipping_cost(terms, self.goods)), step_of(self.request["currency"]))

    @property
    def _country(self) -> str:
        return str(self.request["destination"]["country"])

    def _money(self, amount: int) -> Money:
        return Money(amount, self.request["currency"])
