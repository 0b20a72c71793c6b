"""The clock of a run: moved here, read by every service that was given `CLOCK_FILE`."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

_OFFSET = struct.Struct("<q")  # microseconds, as bookstore.platform.clock reads them


class MovableClock:
    """The system's time plus an offset that lives in a file of eight bytes, mapped by whoever reads it."""

    def __init__(self, path: Path, *, new: bool = True) -> None:
        """Create the file, at no offset, or share the one of another; `path` is what `CLOCK_FILE` names."""
        self.path = path
        if new:
            path.write_bytes(_OFFSET.pack(0))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _OFFSET.size)
        self._moving = Lock()

    def now(self) -> datetime:
        """The time every service sees, in UTC."""
        return datetime.now(UTC) + self.offset

    @property
    def offset(self) -> timedelta:
        """How far this clock is ahead of the machine's."""
        return timedelta(microseconds=_OFFSET.unpack_from(self._memory)[0])

    def advance(self, by: timedelta) -> None:
        """Let `by` pass at once for all services.

        Raises:
            ValueError: `by` is negative; time does not run backwards while a scenario runs.
        """
        if by < timedelta(0):
            raise ValueError(f"time cannot go back by {-by}")
        with self._moving:
            self._store(self.offset + by)

    def reset(self) -> None:
        """Back to the machine's time, for the next scenario."""
        with self._moving:
            self._store(timedelta(0))

    def _store(self, offset: timedelta) -> None:
        # Eight aligned bytes in one copy: a reader sees the old offset or the new one, nothing between.
        _OFFSET.pack_into(self._memory, 0, offset // timedelta(microseconds=1))
