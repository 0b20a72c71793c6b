"""The clock of a run: the suite moves it, and every program that was given `CLOCK_FILE` reads it.

The file holds eight bytes: how far this clock is ahead of the machine's, in microseconds, as a little-endian
signed integer. Reader and writer map the file into memory, so that a move is seen at once.
"""

from __future__ import annotations

import mmap
import os
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Lock, Thread

_OFFSET = struct.Struct("<q")
_STEP, _LEAP = 0.02, timedelta(seconds=0.2)  # each so many seconds, so far: ten times as fast


class ClockFile:
    """The machine's time plus the offset in the clock file, which this object may change."""

    def __init__(self, path: Path, *, new: bool = True) -> None:
        """Create the clock file with offset 0 or, with `new=False`, share the existing one.

        Only the owner may read and write a created file (mode 0600; the umask does not matter).

        Raises:
            FileExistsError: the file to create exists.
            OSError: the file cannot be created, read or written.
            ValueError: an existing file is shorter than eight bytes.
        """
        self.path = path
        if new:
            _create(path)
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _OFFSET.size)
        self._moving = Lock()

    def now(self) -> datetime:
        """The time that every program of the run sees, in UTC."""
        return datetime.now(UTC) + self.offset

    @property
    def offset(self) -> timedelta:
        """How far this clock is ahead of the machine's."""
        return _offset_in(self._memory)

    def advance(self, by: timedelta) -> None:
        """Let `by` pass at once for all programs.

        Raises:
            ValueError: `by` is negative; time does not run backwards while a scenario runs.
        """
        if by < timedelta(0):
            raise ValueError(f"time cannot go back by {-by}")
        with self._moving:
            self._store(self.offset + by)

    def reset(self) -> None:
        """Return to the machine's time, for the next scenario."""
        with self._moving:
            self._store(timedelta(0))

    @contextmanager
    def quickly(self) -> Iterator[None]:
        """Time passes about ten times as fast inside the block, for all programs: pauses are not sat out."""
        over = Event()

        def hasten() -> None:
            while not over.wait(_STEP):
                self.advance(_LEAP)

        thread = Thread(target=hasten, name="quick clock", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _store(self, offset: timedelta) -> None:
        # Eight aligned bytes in one copy: a reader sees the old offset or the new one, nothing between.
        _OFFSET.pack_into(self._memory, 0, offset // timedelta(microseconds=1))
        os.utime(self.path)  # wakes the readers that wait for a change: mapped memory changes unnoticed


def _create(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(file.fileno(), 0o600)  # the umask may have taken the owner's own rights
        file.write(_OFFSET.pack(0))


def time_source(environ: Mapping[str, str] = os.environ) -> Callable[[], datetime]:
    """A function that gives the time in UTC: by the clock file that `CLOCK_FILE` names, else the machine's.

    Raises:
        OSError: the clock file cannot be read.
        ValueError: the clock file is shorter than eight bytes.
    """
    path = environ.get("CLOCK_FILE")
    if not path:
        return lambda: datetime.now(UTC)
    with Path(path).open("rb") as file:
        memory = mmap.mmap(file.fileno(), _OFFSET.size, access=mmap.ACCESS_READ)
    return lambda: datetime.now(UTC) + _offset_in(memory)


def _offset_in(memory: mmap.mmap) -> timedelta:
    return timedelta(microseconds=_OFFSET.unpack_from(memory)[0])
