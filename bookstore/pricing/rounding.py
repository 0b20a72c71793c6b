"""Rounds exact amounts to amounts that can be charged (docs/adr/0005)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from bookstore.platform.money import Currency, allocate, round_half_up


def step(currency: Currency) -> int:
    """The smallest amount that can be charged, in minor units."""
    return currency.step


def to_step(exact: Fraction | int, currency: Currency) -> int:
    """Exact minor units, rounded half up to the nearest amount that can be charged."""
    return round_half_up(Fraction(exact) / step(currency)) * step(currency)


def split(amount: int, weights: Sequence[int], currency: Currency) -> list[int]:
    """An amount in minor units, split by largest remainder into parts that can be charged.

    Raises ValueError where the amount itself cannot be charged.
    """
    steps, rest = divmod(amount, step(currency))
    if rest:
        raise ValueError(f"{amount} is not a multiple of {step(currency)} minor units of {currency}")
    return [part * step(currency) for part in allocate(steps, weights)]
