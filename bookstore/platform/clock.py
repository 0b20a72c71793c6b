"""The time in UTC: the machine's, or one that a test environment moves for all services at once."""

from __future__ import annotations

import mmap
import os
import struct
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Condition, Lock, Thread
from typing import Protocol

from bookstore.platform.file_changes import next_change

_OFFSET = struct.Struct("<q")
_SLACK = 0.02  # seconds


class Alarm:
    """What a thread waits for beside the time: set() ends its waits until clear()."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._set = False

    def set(self) -> None:
        """End the waits on it, and later ones, until it is cleared."""
        with self._changed:
            self._set = True
            self._changed.notify_all()

    def clear(self) -> None:
        """Let the next wait last."""
        with self._changed:
            self._set = False

    def is_set(self) -> bool:
        """Whether it was set and not cleared since then."""
        return self._set

    def wait(self, left: Callable[[], float]) -> bool:
        """Wait until it is set (True) or `left()` gives no more seconds (False)."""
        with self._changed:
            while not self._set and (seconds := left()) > 0:
                self._changed.wait(seconds)
            return self._set

    def look_again(self) -> None:
        """Let the waiting threads ask `left()` again."""
        with self._changed:
            self._changed.notify_all()


class Clock(Protocol):
    """The source of time for a service. It is passed in; no other code reads the time of day."""

    def now(self) -> datetime:
        """The time, timezone-aware, in UTC."""
        ...

    def wait(self, alarm: Alarm, seconds: float) -> bool:
        """Wait until the alarm is set (True) or `seconds` have passed on this clock (False)."""
        ...


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, alarm: Alarm, seconds: float) -> bool:
        until = time.monotonic() + seconds
        return alarm.wait(lambda: until - time.monotonic())


class SharedOffsetClock:
    """The machine's time plus an offset (microseconds, little-endian int64) read from mapped memory.

    Every process that maps the same file sees a change of the offset at once. A change wakes no thread: one
    thread of the process looks for it, from the first wait on, and lets all waiting threads read the clock.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), _OFFSET.size, access=mmap.ACCESS_READ)
        self._alarms: set[Alarm] = set()
        self._adding = Lock()

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(microseconds=_OFFSET.unpack_from(self._memory)[0])

    def wait(self, alarm: Alarm, seconds: float) -> bool:
        """Where the offset is set back, the wait begins again: it must not last as long as that."""
        self._watch_for(alarm)
        until = self.now() + timedelta(seconds=seconds)

        def left() -> float:
            nonlocal until
            remaining = (until - self.now()).total_seconds()
            if remaining > seconds + _SLACK:
                until, remaining = self.now() + timedelta(seconds=seconds), seconds
            return remaining

        return alarm.wait(left)

    def _watch_for(self, alarm: Alarm) -> None:
        with self._adding:
            if not self._alarms:
                moved = next_change(self._path)
                Thread(target=self._watch, args=[moved], name="clock", daemon=True).start()
            self._alarms.add(alarm)

    def _watch(self, moved: Callable[[], None]) -> None:
        while True:
            moved()
            with self._adding:
                alarms = tuple(self._alarms)
            for alarm in alarms:
                alarm.look_again()


def clock_of(environ: Mapping[str, str] = os.environ) -> Clock:
    """The machine's clock, or the movable one where the test environment sets `CLOCK_FILE`."""
    path = environ.get("CLOCK_FILE")
    return SharedOffsetClock(Path(path)) if path else SystemClock()
