"""Waits until the bookstore is at rest: nothing in flight, nothing still to be sent or settled."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import TypeVar

from environment.audit.facts import Facts
from environment.clock import MovableClock

_PAUSES = (0.002, 0.005, 0.01, 0.02, 0.05)  # seconds between two looks, the last one for all that follow
_PATIENCE_BEFORE_MOVING = 0.4  # seconds in which nothing changes
_LONGEST_BACKOFF = timedelta(minutes=5)

T = TypeVar("T")


class NotAtRest(AssertionError):
    """Something is still in flight after the deadline; the message says which service has what left to do."""


def look_until(
    look: Callable[[], T], at_rest: Callable[[T], bool], let_time_pass: Callable[[], None], within: float
) -> T:
    """Look again and again until what is seen is at rest, at most for `within` seconds; the last look.

    What waits for its next attempt after a backoff gets its time: whenever nothing has changed for a while,
    `let_time_pass` is called.
    """
    began = changed = time.monotonic()
    looks, never, seen = 0, Event(), look()
    while not at_rest(seen) and time.monotonic() - began < within:
        never.wait(_PAUSES[min(looks, len(_PAUSES) - 1)])
        looks, before, seen = looks + 1, seen, look()
        now = time.monotonic()
        if seen != before:
            changed = now
        elif now - changed > _PATIENCE_BEFORE_MOVING:
            let_time_pass()
            changed = now
    return seen


def move_past_backoffs(clock: MovableClock) -> None:
    """Whatever waits for its next attempt is due after this."""
    clock.advance(_LONGEST_BACKOFF)


def settle(facts: Facts, clock: MovableClock, within: float = 10.0) -> None:
    """Wait until no service has anything left to do; raises NotAtRest after `within` seconds."""
    left = look_until(facts.open_work, lambda seen: not seen, lambda: move_past_backoffs(clock), within)
    if left:
        told = ", ".join(f"{service}: {count}" for service, count in left.items())
        raise NotAtRest(f"after {within:g} s the bookstore still has work in flight ({told})")
