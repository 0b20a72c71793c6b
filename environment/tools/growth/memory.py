"""The memory of a run's processes by program, and the size of its folder in shared memory."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from environment.tools.profile.programs import POSTGRES, RUNNER

RUN_FOLDER, WORKERS = "run folder (logs, data)", "workers"
_ANONYMOUS = re.compile(r"^RssAnon:\s+(\d+) kB$", re.MULTILINE)
_PROC = Path("/proc")


def anonymous_kilobytes(status: str) -> int:
    """Memory that is not a file's (source: proc(5), status); 0 for a process that has ended."""
    found = _ANONYMOUS.search(status)
    return int(found[1]) if found else 0


def program_of_log(log: Path) -> str:
    """The program whose standard error is this file. Every server of PostgreSQL writes to one."""
    return {"faults": "proxy", "launcher": "preloaded parent"}.get(log.stem, log.stem)


class PeakMemory:
    """The highest sum of each program's processes, in kB."""

    def __init__(self, runner: int) -> None:
        self._runner = runner
        self.peak: defaultdict[str, int] = defaultdict(int)

    def read(self, processes: Iterable[int]) -> None:
        """Take a reading of these processes."""
        now: defaultdict[str, int] = defaultdict(int)
        folders = set[Path]()
        for pid in processes:
            log = _log(pid)
            if log is not None and log.parent.name == "logs":
                folders.add(log.parent.parent)
            now[self._program(pid, log)] += anonymous_kilobytes(_text(_PROC / str(pid) / "status"))
        now[RUN_FOLDER] = sum(map(_kilobytes, folders))
        for program, kilobytes in now.items():
            self.peak[program] = max(self.peak[program], kilobytes)

    def _program(self, pid: int, log: Path | None) -> str:
        if pid == self._runner:
            return RUNNER
        if log is not None and log.parent.name == "logs":
            return program_of_log(log)
        command = _text(_PROC / str(pid) / "cmdline").replace("\0", " ")
        return WORKERS if " behave " in command else POSTGRES if POSTGRES in command else "others"


def _log(pid: int) -> Path | None:
    try:
        return (_PROC / str(pid) / "fd/2").readlink()
    except OSError:
        return None


def _kilobytes(folder: Path) -> int:
    """The blocks of all files, without those that are removed while we look."""
    total = 0
    for inside, _, files in os.walk(folder):
        for file in files:
            with suppress(OSError):
                total += Path(inside, file).stat().st_blocks // 2
    return total


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
