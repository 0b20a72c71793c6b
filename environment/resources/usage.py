"""What one service holds at a moment: in its process and in its database."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from environment.runtime.processes.managed_process import ManagedProcess
from environment.runtime.processes.process import Process

_PROC = Path("/proc")
_THREADS = re.compile(r"^Threads:\s+(\d+)$", re.MULTILINE)
_ANONYMOUS = re.compile(r"^RssAnon:\s+(\d+) kB$", re.MULTILINE)  # memory that is not a file's: proc(5)
# The services give their connections their own name, which is the name of their database as well.
_HELD = """
    SELECT datname, count(DISTINCT pid), count(*) FILTER (WHERE locktype = 'advisory')
    FROM pg_stat_activity LEFT JOIN pg_locks USING (pid)
    WHERE application_name = datname GROUP BY datname"""
_OPEN = """
    SELECT datname, pid, xact_start::text || state_change::text FROM pg_stat_activity
    WHERE application_name = datname AND state LIKE 'idle in transaction%' ORDER BY datname, pid"""

OpenTransaction = tuple[str, int, str]
"""The service, the server process, and when the transaction began and was used last."""


@dataclass(frozen=True)
class ProcessUsage:
    """Threads, open files and pipes, sockets, and kilobytes of memory of a process."""

    threads: int
    files: int
    sockets: int
    kilobytes: int


@dataclass(frozen=True)
class Usage:
    """What a service holds. `process` is None where this machine does not show it."""

    connections: int
    locks: int
    process: ProcessUsage | None


def usage_of_process(process: ManagedProcess) -> ProcessUsage | None:
    """What a process of this machine holds; None for a container, for macOS, and after its end."""
    pid = process.pid if isinstance(process, Process) else None
    if pid is None or not _PROC.is_dir():
        return None
    folder = _PROC / str(pid)
    try:
        status = (folder / "status").read_text("utf-8")
        targets = [_target(each) for each in (folder / "fd").iterdir()]
    except OSError:
        return None
    threads, memory = _THREADS.search(status), _ANONYMOUS.search(status)
    if threads is None or memory is None:  # it has ended, and its parent has not been told yet
        return None
    sockets = sum(target.startswith("socket:") for target in targets)
    return ProcessUsage(int(threads[1]), len(targets) - sockets, sockets, int(memory[1]))


def _target(descriptor: Path) -> str:
    with suppress(OSError):  # closed since the folder was read
        return str(descriptor.readlink())
    return ""


class DatabaseUsage:
    """What the services hold in their databases, over one connection that is made when it is needed."""

    def __init__(self, admin_url: str) -> None:
        """`admin_url` is a libpq address for an account that sees the connections of all others."""
        self._url = admin_url
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None

    def held(self) -> Mapping[str, tuple[int, int]]:
        """Connections and advisory locks by service."""
        return {str(name): (int(str(held)), int(str(locks))) for name, held, locks in self._rows(_HELD)}

    def open_transactions(self) -> set[OpenTransaction]:
        """The transactions that wait for their next statement."""
        return {(str(name), int(str(pid)), str(since)) for name, pid, since in self._rows(_OPEN)}

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _rows(self, query: str) -> list[tuple[object, ...]]:
        try:
            return self._connected().execute(query.encode()).fetchall()
        except psycopg.OperationalError:  # the server was restarted in a scenario
            self.close()
            return self._connected().execute(query.encode()).fetchall()

    def _connected(self) -> psycopg.Connection[tuple[object, ...]]:
        if self._connection is None:
            self._connection = psycopg.connect(
                self._url, autocommit=True, application_name="acceptance-resources"
            )
        return self._connection
