"""The folder of one run, for everything a run writes while it runs; removed at the end of the run.

The owner holds a shared lock on the folder (`flock` on the folder itself), and the programs that it starts
inherit the lock. A folder without a shared lock is abandoned. Two things remove abandoned folders: the reaper
of the run, a small process that outlives its owner by milliseconds, and the next run.
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
_REAPER = Path(__file__).with_name("run_folder_caretaker.py")
_REAPER_SECONDS = 20.0


class RunFolder:
    """A context manager. A process that is forked from the owner, without exec, keeps the folder too.

    path: the folder itself. logs: the folder below it for logs.
    """

    path: Path
    logs: Path

    def __init__(self, parent: Path | None = None) -> None:
        """`parent` is the folder to make it in; by default memory with enough room, else TMPDIR."""
        self._parent = parent

    def __enter__(self) -> Self:
        sweep(candidates() if self._parent is None else [self._parent])
        self.path, self._lock = _make_locked(self._parent or _parent_folder())
        self._reaper = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_REAPER), str(self.path)],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,  # Ctrl-C goes to the process group of the owner
        )
        self.path.chmod(0o711)  # the account of PostgreSQL passes through and lists nothing
        self.logs = self.path / "logs"
        self.logs.mkdir(mode=0o700)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def fileno(self) -> int:
        """The descriptor with the lock: a process that inherits it keeps the folder."""
        return self._lock

    def close(self) -> None:
        """Remove the folder when all processes with the lock have ended; waits at most 20 seconds.

        Raises:
            OSError: a file could not be removed; the message names it.
        """
        if self._lock < 0:
            return
        os.close(self._lock)
        self._lock = -1
        assert self._reaper.stdin is not None
        self._reaper.stdin.close()
        self._reaper.wait(_REAPER_SECONDS)
        if self.path.exists():  # the reaper was killed, or could not remove a file
            shutil.rmtree(self.path)


def candidates() -> list[Path]:
    """The folders in which runs of this machine make theirs."""
    return [place for place in (_MEMORY, Path(tempfile.gettempdir())) if place.is_dir()]


def sweep(places: list[Path]) -> list[Path]:
    """Remove the abandoned run folders of this account; gives the removed folders."""
    removed = []
    for place in places:
        for folder in place.glob(f"{PREFIX}*"):
            if _is_own(folder) and _remove_if_unlocked(folder):
                removed.append(folder)
    return removed


def _is_own(folder: Path) -> bool:
    try:
        return folder.is_dir() and not folder.is_symlink() and folder.stat().st_uid == os.geteuid()
    except OSError:
        return False


def _remove_if_unlocked(folder: Path) -> bool:
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


def _parent_folder() -> Path:
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _MEMORY_WANTED_BYTES:
        return _MEMORY
    return Path(tempfile.gettempdir())


def _make_locked(parent: Path) -> tuple[Path, int]:
    """Another run may sweep the folder before it is locked: then make another one."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(lock, fcntl.LOCK_SH)
        if path.exists():
            return path, lock
        os.close(lock)
