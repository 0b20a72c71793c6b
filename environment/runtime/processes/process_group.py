"""The programs of one stack by name, in any runtime."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Generic, TypeVar

from environment.runtime.processes.failure import UnexpectedExit
from environment.runtime.processes.managed_process import ManagedProcess
from environment.runtime.processes.program import Program

Managed_co = TypeVar("Managed_co", bound=ManagedProcess, covariant=True)


class ProcessGroup(ABC, Generic[Managed_co]):
    """Processes by the name of their program. A program that is added has an address and is not started."""

    def __init__(self) -> None:
        self._processes: dict[str, Managed_co] = {}

    @property
    def processes(self) -> tuple[Managed_co, ...]:
        """All processes, in the order in which they were added."""
        return tuple(self._processes.values())

    def __getitem__(self, name: str) -> Managed_co:
        return self._processes[name]

    def add(self, program: Program) -> Managed_co:
        """Give a program its address and its log.

        Raises:
            ValueError: there is a program of this name.
        """
        if program.name in self._processes:
            raise ValueError(f"there is already a program called {program.name}")
        self._processes[program.name] = self._make(program)
        return self._processes[program.name]

    def add_second(self, name: str) -> Managed_co:
        """Add a second instance of a program, with an address of its own and the log of the first.

        Raises:
            ValueError: there are two already.
        """
        return self.add(self[name].program.second())

    def unexpected_exits(self) -> list[UnexpectedExit]:
        """The processes that have ended now and were neither killed by the suite nor started again."""
        return [process.unexpected_exit() for process in self.processes if process.exited_unexpectedly]

    def unexpected_end(self) -> str | None:
        """A sentence if what all processes depend on has ended by itself, so that none can be started."""
        return None

    @abstractmethod
    def _make(self, program: Program) -> Managed_co: ...
