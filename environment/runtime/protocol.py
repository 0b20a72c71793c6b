"""How the parts of a stack are run: as processes or as containers. A stack knows no more of it than this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from environment.runtime.postgres.databases import Database
from environment.runtime.processes.failure import UnexpectedDeath
from environment.runtime.processes.program import Controllable, Program
from environment.runtime.processes.readiness import Awaited
from environment.runtime.run_folder import RunFolder


class Part(Controllable, Awaited, Protocol):
    """One program of a stack. Its address and its log are the same for all its lives."""

    environ: dict[str, str]
    """The environment of the next start."""

    @property
    def host(self) -> str:
        """Where its listeners are: an address this machine and every other part can reach."""
        ...

    @property
    def ports(self) -> Mapping[str, int]:
        """The port of each listener."""
        ...

    @property
    def log_path(self) -> Path: ...

    def ask_to_stop(self) -> None:
        """SIGTERM, as an operator does: it answers what it has begun, and takes nothing new."""
        ...

    def wait_stopped(self, within: float = 10.0) -> None:
        """Return when it has ended, after it was asked to. Raises TimeoutError after so many seconds."""
        ...


class Parts(Protocol):
    """The programs of one stack, none of them started yet."""

    @property
    def processes(self) -> Sequence[Part]: ...

    def __getitem__(self, name: str) -> Part: ...

    def add_second(self, name: str) -> Part:
        """A second instance of a program: an address of its own, the same log. It is not started yet."""
        ...

    def unexpected_deaths(self) -> list[UnexpectedDeath]:
        """Those that are dead now and were neither killed here nor started again."""
        ...


class DatabaseServer(Protocol):
    """A PostgreSQL server that accepts connections."""

    @property
    def host(self) -> str: ...

    @property
    def port(self) -> int: ...

    @property
    def version(self) -> str:
        """As the server states it; its last word is the number."""
        ...

    @property
    def admin_url(self) -> str:
        """SQLAlchemy's URL of the database `postgres` as the administrator."""
        ...

    def create_databases(self, names: Iterable[str]) -> dict[str, Database]:
        """A database and a role of its own for each name."""
        ...

    def stop(self) -> None:
        """Stop it at once, as if it had crashed."""
        ...

    def start(self) -> None:
        """Start it with the data it had; returns when it accepts connections."""
        ...


@dataclass(frozen=True)
class Running:
    """What one way of running parts has prepared. `within`: the seconds its parts may take to answer."""

    launcher: Parts
    postgres: DatabaseServer
    within: float


HowRun = Callable[[RunFolder, Sequence[Program]], AbstractContextManager[Running]]
"""Gives the programs their addresses and brings PostgreSQL up; at its end nothing of both is left."""
