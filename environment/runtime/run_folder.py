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
_MEMORY_BYTES = 512 * 1024 * 1024  # a container often gives 64 MB; a run takes about 150
_DISK_BYTES = 200 * 1024 * 1024
_MAX_PARENT = 66  # a Unix socket's path has at most 107 bytes, and 41 are the folder's name and the socket's
_REAPER = Path(__file__).with_name("run_folder_reaper.py")
_REAPER_SECONDS = 20.0


class NoRunFolder(RuntimeError):
    """This machine has no folder for the files of a run; the message is one sentence with the reasons."""


class RunFolder:
    """A context manager. A process that is forked from the owner, without exec, keeps the folder too.

    path: the folder itself. logs: the folder below it for logs.
    """

    path: Path
    logs: Path

    def __init__(self, parent: Path | None = None, *, executable: bool = False) -> None:
        """`parent` is the folder to make it in, by default the first suitable one of `candidates`.

        `executable`: whether programs must be able to run from the folder.
        """
        self._parent = parent
        self._executable = executable

    def __enter__(self) -> Self:
        """Make the folder. Raises NoRunFolder."""
        sweep(candidates() if self._parent is None else [self._parent])
        self.path, self._lock = _make_locked(self._parent or suitable(candidates(), self._executable))
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
    """The folders in which runs of this machine make theirs, the preferred one first."""
    places = (_MEMORY, Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"))
    return [place for place in dict.fromkeys(places) if place.is_dir()]


def suitable(places: list[Path], executable: bool = False) -> Path:
    """The first place with room for a run and a short path. Raises NoRunFolder with what each lacks."""
    found = [(place, _lack(place, executable)) for place in places]
    for place, lack in found:
        if not lack:
            return place
    reasons = "; ".join(f"{place} {lack}" for place, lack in found)
    raise NoRunFolder(f"no folder for the files of a run: {reasons}. Name another one in TMPDIR.")


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


def _lack(place: Path, executable: bool) -> str:
    """What keeps a run from using this place; empty if nothing does."""
    free, wanted = shutil.disk_usage(place).free, _MEMORY_BYTES if place == _MEMORY else _DISK_BYTES
    length = len(os.fsencode(place))
    if not os.access(place, os.W_OK | os.X_OK):
        return "cannot be written"
    if free < wanted:
        return f"has {free // 1024**2} MB free, not {wanted // 1024**2}"
    if length > _MAX_PARENT:
        return f"has a path of {length} characters, too long for Unix sockets (at most {_MAX_PARENT})"
    if executable and os.statvfs(place).f_flag & os.ST_NOEXEC:
        return "is mounted noexec"
    if os.geteuid() == 0 and not all(each.stat().st_mode & 0o001 for each in (place, *place.parents)):
        return "is closed to the account of PostgreSQL"
    return ""


def _make_locked(parent: Path) -> tuple[Path, int]:
    """Another run may sweep the folder before it is locked: then make another one."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        try:
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except FileNotFoundError:
            continue
        fcntl.flock(lock, fcntl.LOCK_SH)
        if path.exists():
            return path, lock
        os.close(lock)
