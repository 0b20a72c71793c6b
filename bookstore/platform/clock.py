"""The time in UTC: the machine's, or one that a test environment moves for all services at once."""

from __future__ import annotations

import mmap
import os
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Protocol

_OFFSET = struct.Struct("<q")
_SLICE_SECONDS = 0.02


class Clock(Protocol):
    """The source of time for a service. It is passed in; no other code reads the time of day."""

    def now(self) -> datetime:
        """The time, timezone-aware, in UTC."""
        ...

    def wait(self, wake: Event, seconds: float) -> bool:
        """Wait until `wake` is set (True) or `seconds` have passed on this clock (False)."""
        ...


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def wait(self, wake: Event, seconds: float) -> bool:
        return wake.wait(max(0.0, seconds))


class SharedOffsetClock:
    """The machine's time plus an offset (microseconds, little-endian int64) read from mapped memory.

    Every process that maps the same file sees a change of the offset at once. The offset may only grow.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), _OFFSET.size, access=mmap.ACCESS_READ)

    def _offset(self) -> timedelta:
        return timedelta(microseconds=_OFFSET.unpack_from(self._memory)[0])

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset()

    def wait(self, wake: Event, seconds: float) -> bool:
        """Wait in short slices, since a change of the offset wakes no thread.

        Where the offset was set back, the wait begins again: it must not last as long as the clock went back.
        """
        until = self.now() + timedelta(seconds=seconds)
        while (left := (until - self.now()).total_seconds()) > 0:
            if left > seconds + _SLICE_SECONDS:
                return self.wait(wake, seconds)
            if wake.wait(min(left, _SLICE_SECONDS)):
                return True
        return wake.is_set()


def clock_of(environ: Mapping[str, str] = os.environ) -> Clock:
    """The machine's clock, or the movable one where the test environment sets `CLOCK_FILE`."""
    path = environ.get("CLOCK_FILE")
    return SharedOffsetClock(Path(path)) if path else SystemClock()
