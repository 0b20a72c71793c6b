"""Waits until the bookstore is at rest: nothing in flight, nothing still to be sent or settled."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Generic, TypeVar

from environment.stack.target import TargetClock

_PAUSES = (0.002, 0.005, 0.01, 0.02, 0.05)  # seconds between two looks, the last one for all that follow
_PATIENCE = 0.4  # seconds in which nothing changes
_LONGEST_BACKOFF = timedelta(minutes=5)

T = TypeVar("T")


@dataclass(frozen=True)
class Rest(Generic[T]):
    """What is waited for: that nothing is left to do, or (`expected`) only what may be left for good."""

    reached: Callable[[T], bool]
    expected: Callable[[T], bool] = lambda _: False


def look_until(look: Callable[[], T], rest: Rest[T], let_time_pass: Callable[[], None], within: float) -> T:
    """Look again and again until what is seen is at rest, at most for `within` seconds; the last look.

    Whenever nothing has changed for a while, what is left either may be left, or waits for its next attempt
    after a backoff: then `let_time_pass` is called.
    """
    began = changed = time.monotonic()
    looks, never, seen = 0, Event(), look()
    while not rest.reached(seen) and time.monotonic() - began < within:
        never.wait(_PAUSES[min(looks, len(_PAUSES) - 1)])
        looks, before, seen = looks + 1, seen, look()
        now = time.monotonic()
        if seen != before:
            changed = now
        elif now - changed > _PATIENCE:
            if rest.expected(seen):
                break
            let_time_pass()
            changed = now
    return seen


def move_past_backoffs(clock: TargetClock) -> None:
    """Whatever waits for its next attempt is due after this."""
    clock.advance(_LONGEST_BACKOFF)
