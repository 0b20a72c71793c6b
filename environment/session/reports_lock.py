"""The lock on the folder of reports: two runs in one folder would remove the results of each other."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from environment.settings import RunSettingsError

_LOCK = "run.lock"
_MIN_FREE_BYTES = 20 * 1024 * 1024  # results, JUnit and logs of a run with some failures


@contextmanager
def reports_lock(folder: Path) -> Iterator[None]:
    """Hold the lock inside the context; the end of the process releases it in any case.

    Raises RunSettingsError, one sentence, where another run holds the lock, or reports cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise RunSettingsError(
            f"{folder}/ cannot be written ({error.strerror}): a run keeps its results there"
        ) from error
    try:
        _lock(lock, folder)
        if free < _MIN_FREE_BYTES:
            raise RunSettingsError(
                f"{folder}/ has {free // 1024**2} MB free, and the results of a run need "
                f"{_MIN_FREE_BYTES // 1024**2} MB: remove files there"
            )
        yield
    finally:
        os.close(lock)


def _lock(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        owner = os.pread(lock, 20, 0).decode().strip() or "unknown"
        raise RunSettingsError(
            f"another run (process {owner}) writes to {folder}/: wait for its end, or run in another checkout"
        ) from None
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
