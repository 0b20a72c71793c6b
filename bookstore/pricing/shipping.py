"""Shipping methods: what an order costs by each, and from which total of goods on it costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bookstore.platform.money import Currency, Money
from bookstore.pricing.model import LineToPrice
from bookstore.pricing.rounding import to_step

_KILOGRAM = 1000  # grams


@dataclass(frozen=True)
class ShippingRate:
    """The cost of shipping an order by a method, in minor units; nothing from `free_from` on.

    `per_kilogram` is added for each kilogram that is begun. A parcel of more than `heaviest` grams is not
    carried.
    """

    method: str
    amount: int
    free_from: int | None = None
    per_kilogram: int = 0
    heaviest: int | None = None

    def carries(self, grams: int) -> bool:
        """Whether a parcel of this weight is taken."""
        return self.heaviest is None or grams <= self.heaviest

    def cost(self, goods: int, grams: int = 0) -> int:
        """The cost for goods of this total, which is that after the discount, and of this weight."""
        if self.free_from is not None and goods >= self.free_from:
            return 0
        return self.amount + self.per_kilogram * -(-grams // _KILOGRAM)


@dataclass(frozen=True)
class Parcel:
    """What is shipped: goods of a total, which is that after the discount, and their weight in grams."""

    goods: Money
    grams: int

    @classmethod
    def of(cls, lines: Sequence[LineToPrice], discounts: Sequence[int], currency: Currency) -> Parcel | None:
        """The titles that are shipped, each with its discount in minor units; None where there is none."""
        shipped = [(line, off) for line, off in zip(lines, discounts, strict=True) if line.kind.in_copies]
        if not shipped:
            return None
        goods = sum(line.line_total(currency) - off for line, off in shipped)
        return cls(Money(goods, currency), sum(line.grams * line.quantity for line, _ in shipped))


@dataclass(frozen=True)
class OfferedMethod:
    """A method and what it costs for one cart, in minor units."""

    method: str
    amount: int


@dataclass(frozen=True)
class ShippingChoice:
    """The method that a quote is made with, and all that the customer could have chosen.

    None where nothing is shipped.
    """

    chosen: OfferedMethod | None
    offered: tuple[OfferedMethod, ...]

    @property
    def method(self) -> str | None:
        """The name of the method."""
        return self.chosen.method if self.chosen else None

    @property
    def cost(self) -> int:
        """What the shipping costs, in minor units."""
        return self.chosen.amount if self.chosen else 0


NOTHING_SHIPPED = ShippingChoice(None, ())


def offered(rates: Sequence[ShippingRate], goods: Money, grams: int = 0) -> tuple[OfferedMethod, ...]:
    """The methods for goods of this total and weight, the cheapest first, those of one cost by name."""
    methods = [
        OfferedMethod(rate.method, to_step(rate.cost(goods.amount, grams), goods.currency))
        for rate in rates
        if rate.carries(grams)
    ]
    return tuple(sorted(methods, key=lambda each: (each.amount, each.method)))
