"""Rounding and splitting as record 5 defines them, on exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor

_SMALLEST_CHARGE = {"KWD": 10}


def step_of(currency: str) -> int:
    """The smallest amount that can be charged, in minor units: 10 fils in KWD, 1 elsewhere."""
    return _SMALLEST_CHARGE.get(currency, 1)


def half_up(exact: Fraction, step: int = 1) -> int:
    """The nearest multiple of the step; a half goes away from zero."""
    steps = floor(abs(exact) / step + Fraction(1, 2))
    return steps * step if exact >= 0 else -steps * step


def largest_remainder(amount: int, weights: Sequence[int], step: int = 1) -> list[int]:
    """The amount in proportion to the weights: whole steps, the rest by largest fraction, earlier first.

    Without any weight nothing can be split, and every part is 0.
    """
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    exact = [Fraction(amount // step * weight, whole) for weight in weights]
    parts = [floor(part) for part in exact]
    by_fraction = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_fraction[: amount // step - sum(parts)]:
        parts[place] += 1
    return [part * step for part in parts]
