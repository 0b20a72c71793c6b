"""Shipping methods: what an order costs by each, and from which total of goods on it costs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bookstore.platform.money import Money
from bookstore.pricing.rounding import to_step


@dataclass(frozen=True)
class ShippingRate:
    """The cost of shipping an order by a method, in minor units; nothing from `free_from` on."""

    method: str
    amount: int
    free_from: int | None = None

    def cost(self, goods: int) -> int:
        """The cost for goods of this total, which is that after the discount."""
        return 0 if self.free_from is not None and goods >= self.free_from else self.amount


@dataclass(frozen=True)
class OfferedMethod:
    """A method and what it costs for one cart, in minor units."""

    method: str
    amount: int


@dataclass(frozen=True)
class ShippingChoice:
    """The method that a quote is made with, and all that the customer could have chosen."""

    chosen: OfferedMethod
    offered: tuple[OfferedMethod, ...]


def offered(rates: Sequence[ShippingRate], goods: Money) -> tuple[OfferedMethod, ...]:
    """The methods for goods of this total, the cheapest first, those of one cost by name."""
    methods = [OfferedMethod(rate.method, to_step(rate.cost(goods.amount), goods.currency)) for rate in rates]
    return tuple(sorted(methods, key=lambda each: (each.amount, each.method)))
