"""Waits until the bookstore is idle: nothing in flight, nothing still to be sent or settled."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Generic, TypeVar

from environment.evidence.recording.exchange import Exchange

_PAUSES = (0.002, 0.005, 0.01, 0.02, 0.05)  # seconds between readings, the last one for all that follow
_UNCHANGED = 0.4  # seconds without a change until backoffs are skipped
_LONGEST_BACKOFF = timedelta(minutes=5)

T = TypeVar("T")


@dataclass(frozen=True)
class IdleCondition(Generic[T]):
    """When the waiting ends: no work is left (`reached`), or only work that may stay (`allowed`)."""

    reached: Callable[[T], bool]
    allowed: Callable[[T], bool] = lambda _: False


def wait_for_idle(
    read: Callable[[], T], idle: IdleCondition[T], skip_backoffs: Callable[[], None], within: float
) -> T:
    """Read repeatedly until the condition holds, at most for `within` seconds. Returns the last reading.

    After a while without a change the work that is left either may stay, or waits for its next attempt after
    a backoff: then `skip_backoffs` is called.
    """
    began = changed = time.monotonic()
    readings, never, seen = 0, Event(), read()
    while not idle.reached(seen) and time.monotonic() - began < within:
        never.wait(_PAUSES[min(readings, len(_PAUSES) - 1)])
        readings, before, seen = readings + 1, seen, read()
        now = time.monotonic()
        if seen != before:
            changed = now
        elif now - changed > _UNCHANGED:
            if idle.allowed(seen):
                break
            skip_backoffs()
            changed = now
    return seen


def move_past_backoffs(advance: Callable[[timedelta], None], calls: Iterable[Exchange]) -> None:
    """Move the clock so that every message and mail is due for its next attempt.

    Not while one of the calls is under way, on a slow machine for longer than nothing has changed: time would
    pass for what follows from it as well, and a hold of copies expire.
    """
    if all(each.ended is not None or each.faults for each in calls):
        advance(_LONGEST_BACKOFF)
