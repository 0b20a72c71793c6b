"""The CPU time of a run's processes, read from /proc several times a second.

The kernel's figures are exact and include PostgreSQL, which py-spy does not see.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class ProcessTime:
    """CPU seconds of a process so far.

    own: of its threads.
    ended: of its descendants that have ended and that it has waited for.
    """

    pid: int
    parent: int
    own: float
    ended: float


def parse_stat(line: str) -> ProcessTime:
    """Read a line of /proc/<pid>/stat (source: proc(5)); the program's name may contain spaces."""
    pid, _, rest = line.partition(" ")
    fields = rest.rpartition(")")[2].split()
    user, system, ended_user, ended_system = map(int, fields[11:15])
    return ProcessTime(
        int(pid), int(fields[1]), (user + system) / _TICKS, (ended_user + ended_system) / _TICKS
    )


class CpuReadings:
    """The last reading of every process that has descended from one process.

    A process stays known when its parent has ended and the system has given it another one.
    """

    def __init__(self, root: int) -> None:
        self.root = root
        self.last: dict[int, ProcessTime] = {}
        self.commands: dict[int, str] = {}
        self.parents: dict[int, int] = {}
        self.alive: set[int] = set()  # at the last reading

    def read(self) -> None:
        """Take a reading."""
        now = {each.pid: each for each in _all_processes()}
        due = [self.root, *self.last]
        children: dict[int, list[int]] = {}
        for each in now.values():
            children.setdefault(each.parent, []).append(each.pid)
        seen = set[int]()
        while due:
            pid = due.pop()
            if pid in now and pid not in seen:
                seen.add(pid)
                self._keep(now[pid])
                due += children.get(pid, ())
        self.alive = seen

    def children_of_root(self) -> list[ProcessTime]:
        """The last readings of the processes that the root has started."""
        return [each for each in self.last.values() if each.parent == self.root]

    def _keep(self, reading: ProcessTime) -> None:
        self.last[reading.pid] = reading
        self.parents.setdefault(reading.pid, reading.parent)
        command = _command(reading.pid)
        if command:  # a process that is about to end has none
            self.commands[reading.pid] = command


def unread(readings: CpuReadings, runner: int) -> float:
    """CPU seconds of processes that began and ended between two readings, as their parents count them."""
    whole = readings.last[runner].own + readings.last[runner].ended
    below = [each.own for pid, each in readings.last.items() if pid != readings.root]
    return max(0.0, whole - sum(below))


def _all_processes() -> Iterator[ProcessTime]:
    for folder in os.listdir(_PROC):  # noqa: PTH208 - several hundred entries, several times a second
        if folder.isdecimal():
            try:
                yield parse_stat((_PROC / folder / "stat").read_text("utf-8", "replace"))
            except (OSError, ValueError):  # it has ended
                continue


def _command(pid: int) -> str:
    try:
        text = (_PROC / str(pid) / "cmdline").read_text("utf-8", "replace")
    except OSError:
        return ""
    return text.replace("\0", " ").strip()


def ends_within(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether the process has ended after at most so many seconds."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True
