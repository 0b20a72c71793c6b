"""Kills processes of a cluster's workers at random moments: those of Dask, and those that run scenarios."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

_OF_WORKERS = (b"spawn_main", b"cluster.node")


class RandomKills:
    """Called in a thread of its own, until `most` processes are dead or the run has ended."""

    def __init__(
        self, run: subprocess.Popen[str], begun: Path, *, seed: int, most: int, pause: float = 1.0
    ) -> None:
        """Between two kills `begun` must grow: the run gets on. `pause` is the longest wait, in seconds."""
        self._begun = begun
        self._run, self._random, self._most, self._pause = run, random.Random(seed), most, pause
        self.killed = 0
        self._size = 0

    def __call__(self) -> None:
        while self._run.poll() is None and self.killed < self._most:
            Event().wait(self._random.uniform(0.1, 1) * self._pause)
            if not self._has_grown():
                continue
            found = [each for each in _descendants(self._run.pid) if _is_of_a_worker(each)]
            if found:
                with suppress(ProcessLookupError):
                    os.kill(self._random.choice(found), signal.SIGKILL)
                    self.killed += 1

    def _has_grown(self) -> bool:
        before, self._size = self._size, self._begun.stat().st_size if self._begun.exists() else 0
        return self._size > before


def _descendants(process: int) -> Iterator[int]:
    for thread in Path(f"/proc/{process}/task").glob("*/children"):  # Dask starts processes in threads
        children = ""
        with suppress(OSError):
            children = thread.read_text("ascii")
        for child in map(int, children.split()):
            yield child
            yield from _descendants(child)


def _is_of_a_worker(process: int) -> bool:
    with suppress(OSError):
        return any(each in Path(f"/proc/{process}/cmdline").read_bytes() for each in _OF_WORKERS)
    return False
