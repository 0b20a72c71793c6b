"""Waits until the bookstore is at rest: nothing in flight, nothing still to be sent or settled."""

from __future__ import annotations

import time
from datetime import timedelta
from threading import Event

from environment.audit.facts import Facts
from environment.clock import MovableClock

_PAUSES = (0.002, 0.005, 0.01, 0.02, 0.05)  # seconds between two looks, the last one for all that follow
_PATIENCE_BEFORE_MOVING = 0.4  # seconds
_LONGEST_BACKOFF = timedelta(minutes=5)


class NotAtRest(AssertionError):
    """Something is still in flight after the deadline; the message says which service has what left to do."""


def settle(facts: Facts, clock: MovableClock, within: float = 10.0) -> None:
    """Ask until no service has anything left to do; raises NotAtRest after `within` seconds.

    What waits for its next attempt after a backoff gets its time: once nothing moves any more, the clock is
    moved by the longest backoff, as often as the deadline allows.
    """
    began = moved = time.monotonic()
    looks, never = 0, Event()
    while open_work := facts.open_work():
        now = time.monotonic()
        if now - began > within:
            left = ", ".join(f"{service}: {count}" for service, count in open_work.items())
            raise NotAtRest(f"after {within:g} s the bookstore still has work in flight ({left})")
        if now - moved > _PATIENCE_BEFORE_MOVING:
            clock.advance(_LONGEST_BACKOFF)
            moved = now
        never.wait(_PAUSES[min(looks, len(_PAUSES) - 1)])
        looks += 1
