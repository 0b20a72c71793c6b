"""One folder a run: everything a run writes while it runs, gone with the run whatever ends it.

Whoever uses the folder holds a shared lock on it (`flock` on the folder itself), the owner first of all; the
programs it starts inherit the lock. Nobody's folder is one whose exclusive lock can be had. Two things remove
such folders: the run's caretaker, a tiny process that outlives its owner by milliseconds, and the next run.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

PREFIX = "checkout-acceptance-"
_MEMORY = Path("/dev/shm")
_MEMORY_WANTED_BYTES = 512 * 1024 * 1024  # a container often gives 64 MB; a run takes about 150
_CARETAKER = Path(__file__).with_name("run_folder_caretaker.py")
_CARETAKER_SECONDS = 20.0


class RunFolder:
    """The folder of one run, a context manager.

    A process forked (not executed) from the owner keeps the folder alive for as long as it lives.
    """

    path: Path
    logs: Path

    def __init__(self, parent: Path | None = None) -> None:
        """`parent` is where to make it; left out: in memory if there is enough, else the temp folder."""
        self._parent = parent

    def __enter__(self) -> Self:
        sweep(candidates() if self._parent is None else [self._parent])
        self.path, self._lock = _make_locked(self._parent or _roomiest())
        self._caretaker = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_CARETAKER), str(self.path)],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,  # Ctrl-C goes to the owner's group and must not reach it
        )
        self.path.chmod(0o711)  # PostgreSQL's account passes through, and lists nothing
        self.logs = self.path / "logs"
        self.logs.mkdir(mode=0o700)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fileno(self) -> int:
        """The descriptor that carries the lock: a process that inherits it keeps the folder alive."""
        return self._lock

    def close(self) -> None:
        """Remove the folder, once whoever inherited the lock has ended; at most 20 seconds.

        Raises:
            OSError: something could not be removed; the message names it.
        """
        if self._lock < 0:
            return
        os.close(self._lock)
        self._lock = -1
        assert self._caretaker.stdin is not None
        self._caretaker.stdin.close()
        self._caretaker.wait(_CARETAKER_SECONDS)
        if self.path.exists():  # somebody killed the caretaker, or a file resisted: then say which
            shutil.rmtree(self.path)


def candidates() -> list[Path]:
    """The places where runs of this machine keep their folders."""
    return [place for place in (_MEMORY, Path(tempfile.gettempdir())) if place.is_dir()]


def sweep(places: list[Path]) -> list[Path]:
    """Remove this account's folders that no living process holds; return what was removed."""
    removed = []
    for place in places:
        for folder in place.glob(f"{PREFIX}*"):
            if _is_ours(folder) and _remove_if_nobodys(folder):
                removed.append(folder)
    return removed


def _is_ours(folder: Path) -> bool:
    try:
        return folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.geteuid()
    except OSError:
        return False


def _remove_if_nobodys(folder: Path) -> bool:
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return False
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return False
    finally:
        os.close(lock)
    return True


def _roomiest() -> Path:
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _MEMORY_WANTED_BYTES:
        return _MEMORY
    return Path(tempfile.gettempdir())


def _make_locked(parent: Path) -> tuple[Path, int]:
    """A sweep may take the folder between its making and its locking: then make another one."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(lock, fcntl.LOCK_SH)
        if path.exists():
            return path, lock
        os.close(lock)
