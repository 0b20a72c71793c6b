"""What discount codes take off a cart, as record 5 says: code after code, each off what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from environment.reckoning.rounding import half_up, largest_remainder, step_of


@dataclass(frozen=True)
class BillCode:
    """A code that applies, what it takes off in minor units, and the titles that it is for; none: all."""

    code: str
    discount: int
    skus: tuple[str, ...] = ()


@dataclass
class GoodsLeft:
    """The lines of a cart, and what codes have left of each; amounts in minor units."""

    skus: Sequence[str]
    totals: Sequence[int]
    currency: str
    left: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.left = list(self.totals)

    @property
    def discounts(self) -> list[int]:
        """What was taken off each line."""
        return [total - rest for total, rest in zip(self.totals, self.left, strict=True)]

    def cost_of(self, skus: Collection[str]) -> int:
        """What these titles cost without any code; all where none is named."""
        return sum(self.totals[place] for place in self._places(skus))

    def rest_of(self, skus: Collection[str]) -> int:
        """What is left of them."""
        return sum(self.left[place] for place in self._places(skus))

    def take_off(self, amount: int, skus: Collection[str]) -> None:
        """Split the amount over what is left of these titles."""
        places = self._places(skus)
        parts = largest_remainder(amount, [self.left[place] for place in places], step_of(self.currency))
        for place, part in zip(places, parts, strict=True):
            self.left[place] -= part

    def _places(self, skus: Collection[str]) -> list[int]:
        return [place for place, sku in enumerate(self.skus) if not skus or sku in skus]


def discount_due(terms: Mapping[str, Any], rest: int, currency: str) -> int:
    """What a code on these terms takes off, where so much is left of the titles that it is for."""
    if terms["kind"] == "fixed":
        return half_up(Fraction(min(terms["amount"], rest)), step_of(currency))
    return half_up(rest * Fraction(str(terms["percent"])) / 100, step_of(currency))


def place_of(code: str, terms: Mapping[str, Any]) -> tuple[bool, bool, str]:
    """Sorts codes as they apply: percents, then amounts; those for named titles first; by their letters."""
    return terms["kind"] == "fixed", not terms.get("skus"), code


def discounts_by(
    codes: Iterable[BillCode], skus: Sequence[str], totals: Sequence[int], currency: str
) -> list[int]:
    """What the codes take off each line, in the order in which they apply."""
    goods = GoodsLeft(skus, totals, currency)
    for code in codes:
        goods.take_off(min(code.discount, goods.rest_of(code.skus)), code.skus)
    return goods.discounts
