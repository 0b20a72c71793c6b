"""What will happen by itself, in order of time: expiry of a hold, a refund that settles, a redelivery."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count

Act = Callable[[], None]


class Schedule:
    """Times are seconds of the gateway's clock."""

    def __init__(self) -> None:
        self._due: list[tuple[float, int, Act]] = []
        self._order = count()

    def at(self, moment: float, act: Act) -> None:
        heapq.heappush(self._due, (moment, next(self._order), act))

    def run(self, now: float) -> int:
        """Do everything that is due; says how many acts that were."""
        done = 0
        while self._due and self._due[0][0] <= now:
            heapq.heappop(self._due)[2]()
            done += 1
        return done

    def clear(self) -> None:
        self._due.clear()
