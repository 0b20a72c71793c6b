"""The one place that waits: probes until a condition is true, or the time is up."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Event
from typing import TypeVar

from steps.vocabulary.in_words import in_words
from steps.vocabulary.wrong_on_arrow import WrongOnArrow

T = TypeVar("T")
_FIRST_PAUSE, _LONGEST_PAUSE = 0.005, 0.1  # seconds
_SHOWN = 8
_ONCE: ContextVar[bool] = ContextVar("probe once", default=False)


class NotInTime(AssertionError):
    """The condition was not true in time; the message lists the values seen, and when."""


class NotInTimeOnArrow(NotInTime, WrongOnArrow):
    """The same, where it is known on which arrow it was to become true."""


@contextmanager
def probing_once() -> Iterator[None]:
    """Inside this context `eventually` probes once and does not wait: for a condition known to be false."""
    token = _ONCE.set(True)
    try:
        yield
    finally:
        _ONCE.reset(token)


def eventually(
    probe: Callable[[], T],
    until: Callable[[T], bool],
    within: float,
    what: str,
    on_arrow: str | Callable[[], str] = "",
) -> T:
    """The first probed value that satisfies `until`.

    `within` is in seconds. Raises NotInTime with the distinct values seen and the seconds after which each
    was first seen; what `probe` raises passes at once. `on_arrow` is named as guilty then: where it is to
    happen, `inside pricing` for what a service does by itself, or what tells it when the time is up.
    """
    began, within = time.monotonic(), 0.0 if _ONCE.get() else within
    seen: list[tuple[float, T]] = []
    pause, never = _FIRST_PAUSE, Event()
    while True:
        value = probe()
        if until(value):
            return value
        waited = time.monotonic() - began
        if not seen or seen[-1][1] != value:
            seen.append((waited, value))
        if waited >= within:
            arrow, message = on_arrow() if callable(on_arrow) else on_arrow, _message(what, within, seen)
            raise NotInTimeOnArrow(arrow, message) if arrow else NotInTime(message)
        never.wait(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _message(what: str, within: float, seen: list[tuple[float, T]]) -> str:
    shown = seen if len(seen) <= _SHOWN else [*seen[: _SHOWN // 2], *seen[-_SHOWN // 2 :]]
    lines = [f"  after {at:.2f} s: {in_words(value)}" for at, value in shown]
    return f"{what}: not within {within:g} s; seen instead:\n" + "\n".join(lines)
