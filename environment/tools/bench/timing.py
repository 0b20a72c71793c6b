"""How long something takes on this machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median


def median_ms(doing: Callable[[], object], rounds: int) -> float:
    """Milliseconds in the median of so many rounds."""
    return median(milliseconds(doing, rounds))


def milliseconds(doing: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        doing()
        times.append((time.perf_counter() - began) * 1000)
    return times
