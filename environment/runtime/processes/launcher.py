"""The programs of one stack, all forked from one preloaded parent."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from environment.runtime.processes.control import Control
from environment.runtime.processes.failure import UnexpectedDeath
from environment.runtime.processes.process import Process
from environment.runtime.processes.program import Program
from environment.runtime.processes.readiness import answers_health, wait_until_ready
from environment.runtime.run_folder import RunFolder

_PARENT = "environment.runtime.processes.preloaded_parent"
_CLOSING_SECONDS = 10.0


class Launcher:
    """A context manager that starts programs within tens of milliseconds and lets none outlive the run.

    The parent imports `preload` in the background: `__enter__` does not wait for it, the first start does.
    A process forked (not executed) from the run keeps parent and programs alive for as long as it lives.
    """

    def __init__(self, folder: RunFolder, preload: Iterable[str] = (), logs: Path | None = None) -> None:
        """`logs` is where the logs go, the folder's own unless several stacks share a run."""
        self._folder = folder
        self._preload = tuple(preload)
        self._logs = logs or folder.logs
        self._processes: dict[str, Process] = {}

    def __enter__(self) -> Self:
        ours, theirs = socket.socketpair()
        log = self._logs / "launcher.log"
        with theirs, log.open("ab") as output:
            self._parent = subprocess.Popen(
                # -P: a module is found where this process finds it, never in the working folder
                [sys.executable, "-P", "-u", "-m", _PARENT, str(theirs.fileno()), *self._preload],
                pass_fds=(theirs.fileno(), self._folder.fileno()),
                env={**os.environ, "PYTHONPATH": _module_path()},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self._folder.path,
                start_new_session=True,  # Ctrl-C goes to the run's group; the run decides what ends
            )
        self._socket = ours
        self._control = Control(ours, self._parent, log)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The preloaded parent's process id."""
        return self._parent.pid

    @property
    def processes(self) -> tuple[Process, ...]:
        """What has been added, in that order."""
        return tuple(self._processes.values())

    def __getitem__(self, name: str) -> Process:
        return self._processes[name]

    def add(self, program: Program) -> Process:
        """Give a program its ports and its log. It is not started yet; its `environ` may still be changed.

        Raises:
            ValueError: the name is taken.
        """
        if program.name in self._processes:
            raise ValueError(f"there is already a program called {program.name}")
        process = Process(program, self._control, self._logs)
        self._processes[program.name] = process
        return process

    def add_second(self, name: str) -> Process:
        """A second instance of a program: ports of its own, the same log. It is not started yet.

        Raises:
            ValueError: there are two already.
        """
        return self.add(self[name].program.second())

    def start(
        self,
        *processes: Process,
        probe: Callable[[Process], bool] = answers_health,
        within: float = 15.0,
    ) -> None:
        """Start the given ones, or all, side by side, and wait until all are ready.

        Raises:
            StartUpFailed: one has died, or is not ready within `within` seconds.
            LauncherEnded: the preloaded parent could not import something, or was killed.
        """
        chosen = processes or self.processes
        for process in chosen:
            process.start()
        wait_until_ready(chosen, probe, within)

    def unexpected_deaths(self) -> list[UnexpectedDeath]:
        """The programs that are dead now and were neither killed here nor started again."""
        return [
            UnexpectedDeath(process.name, process.how_it_ended(), process.log_tail())
            for process in self.processes
            if process.died_unexpectedly
        ]

    def close(self) -> None:
        """Kill all programs and end the parent.

        Raises:
            subprocess.TimeoutExpired: it did not end within 10 seconds; it has been killed then.
        """
        self._socket.close()
        try:
            self._parent.wait(_CLOSING_SECONDS)
        except subprocess.TimeoutExpired:
            self._parent.kill()
            raise
        finally:
            for process in self.processes:
                process.release()


def _module_path() -> str:
    return os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
