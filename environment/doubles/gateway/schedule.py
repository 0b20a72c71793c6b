"""Actions that are due at a later time: a hold expires, a refund settles, a webhook is retried."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import count

Callback = Callable[[], None]


class Schedule:
    """Callbacks in the order of their times, which are seconds since the epoch by the gateway's clock."""

    def __init__(self) -> None:
        self._due: list[tuple[float, int, Callback]] = []
        self._order = count()

    def at(self, moment: float, callback: Callback) -> None:
        """Call `callback` at this time."""
        heapq.heappush(self._due, (moment, next(self._order), callback))

    def run(self, now: float) -> int:
        """Call every callback that is due; returns their number."""
        done = 0
        while self._due and self._due[0][0] <= now:
            heapq.heappop(self._due)[2]()
            done += 1
        return done

    def clear(self) -> None:
        """Drop every callback."""
        self._due.clear()
