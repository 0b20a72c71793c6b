"""A runtime: how the programs of a stack run, and the default one, processes of this machine.

The other runtimes are in `environment.runtime.containers`. A stack uses only this interface of a runtime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from environment.runtime.postgres.databases import ServiceDatabase
from environment.runtime.postgres.server import PostgresServer
from environment.runtime.processes.launcher import Launcher
from environment.runtime.processes.managed_process import ManagedProcess
from environment.runtime.processes.process_group import ProcessGroup
from environment.runtime.processes.program import Program
from environment.runtime.run_folder import RunFolder

READY_SECONDS = 20.0


class DatabaseServer(Protocol):
    """A PostgreSQL server that accepts connections."""

    @property
    def host(self) -> str: ...

    @property
    def port(self) -> int: ...

    @property
    def version(self) -> str:
        """The server's own text; the last word is the number."""
        ...

    @property
    def admin_url(self) -> str:
        """SQLAlchemy's URL of the database `postgres` for the administrator."""
        ...

    def create_databases(self, names: Iterable[str]) -> dict[str, ServiceDatabase]:
        """Create for each name a database and a role that owns it."""
        ...

    def unexpected_end(self) -> str | None:
        """A sentence if the server has ended and was not stopped."""
        ...

    def stop(self) -> None:
        """Stop the server at once, as a crash does."""
        ...

    def start(self) -> None:
        """Start the server with its data; returns when the server accepts connections."""
        ...


class BrowserServer(Protocol):
    """A Chromium of the runtime, beside the programs; it is started when a run opens pages."""

    def start(self, arguments: Sequence[str]) -> str:
        """Start it with these arguments; gives the address of its Playwright server."""
        ...

    def how_it_ended(self) -> str | None:
        """How it has ended by itself; None while it runs."""
        ...


@dataclass(frozen=True)
class StackRuntime:
    """The programs of one stack, not started yet, and their database server.

    ready_seconds: how long the programs may take to become ready. chromium: the browser that reaches the
    programs; None where that of this machine does.
    """

    launcher: ProcessGroup[ManagedProcess]
    postgres: DatabaseServer
    ready_seconds: float
    chromium: BrowserServer | None = None


RuntimeFactory = Callable[[RunFolder, Sequence[Program]], AbstractContextManager[StackRuntime]]
"""Gives each program an address and starts PostgreSQL; the end of the context removes both."""


@contextmanager
def embedded(folder: RunFolder, programs: Sequence[Program]) -> Iterator[StackRuntime]:
    """The programs and PostgreSQL as processes of this machine.

    Raises environment.runtime.processes.failure.StartUpFailed.
    """
    with launching(folder, programs) as launcher, PostgresServer(folder) as postgres:
        yield StackRuntime(launcher, postgres, READY_SECONDS)


@contextmanager
def launching(folder: RunFolder, programs: Sequence[Program]) -> Iterator[Launcher]:
    """A launcher with these programs; it imports their modules in the background."""
    preload = sorted({program.entry.partition(":")[0] for program in programs})
    with Launcher(folder, preload) as launcher:
        for program in programs:
            launcher.add(program)
        yield launcher
