"""How much a sample says about all: the score interval of Wilson."""

from __future__ import annotations

from math import sqrt

_Z = 1.96  # 95 %


def interval(hits: int, tried: int) -> tuple[float, float]:
    """Between which shares that of all lies, with 95 % confidence; everything where none was tried."""
    if not tried:
        return 0.0, 1.0
    share, spread = hits / tried, _Z**2 / tried
    middle = share + spread / 2
    half = _Z * sqrt(share * (1 - share) / tried + spread / (4 * tried))
    return max((middle - half) / (1 + spread), 0.0), min((middle + half) / (1 + spread), 1.0)


def in_percent(hits: int, tried: int) -> str:
    """The share, and the interval around it."""
    low, high = interval(hits, tried)
    share = f"{hits / tried:.0%}" if tried else "none tried"
    return f"{hits} of {tried}, {share} (95 %: {low:.0%} to {high:.0%})"
