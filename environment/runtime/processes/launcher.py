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

from environment.runtime.foreign_variables import for_python
from environment.runtime.processes.failure import how_it_ended
from environment.runtime.processes.parent_client import ParentClient
from environment.runtime.processes.process import Process
from environment.runtime.processes.process_group import ProcessGroup
from environment.runtime.processes.program import Program
from environment.runtime.processes.readiness import answers_health, wait_until_ready
from environment.runtime.run_folder import RunFolder

_PARENT = "environment.runtime.processes.preloaded_parent"
_CLOSING_SECONDS = 10.0


class Launcher(ProcessGroup[Process]):
    """A context manager that starts programs within tens of milliseconds; no program outlives the run.

    The preloaded parent imports `preload` in the background: the first start waits for the imports, and
    `__enter__` does not. A process that is forked from the run, without exec, keeps the parent and the
    programs alive until it ends.
    """

    def __init__(self, folder: RunFolder, preload: Iterable[str] = (), logs: Path | None = None) -> None:
        """`logs` is the folder of the logs, by default that of the run folder."""
        super().__init__()
        self._folder = folder
        self._preload = tuple(preload)
        self._logs = logs or folder.logs

    def __enter__(self) -> Self:
        ours, theirs = socket.socketpair()
        log = self._logs / "launcher.log"
        with theirs, log.open("ab") as output:
            self._parent = subprocess.Popen(
                # -P: a module is found where this process finds it, never in the working folder
                [sys.executable, "-P", "-u", "-m", _PARENT, str(theirs.fileno()), *self._preload],
                pass_fds=(theirs.fileno(), self._folder.fileno()),
                env=for_python(os.environ, PYTHONPATH=_module_path()),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=self._folder.path,
                start_new_session=True,  # Ctrl-C goes to the run's group; the run decides what ends
            )
        self._socket = ours
        self._client = ParentClient(ours, self._parent, log)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The preloaded parent's process id."""
        return self._parent.pid

    def _make(self, program: Program) -> Process:
        return Process(program, self._client, self._logs)

    def start(
        self,
        *processes: Process,
        probe: Callable[[Process], bool] = answers_health,
        within: float = 15.0,
    ) -> None:
        """Start the write_end ones, or all, side by side, and wait until all are ready.

        Raises:
            StartUpFailed: a process has ended, or is not ready within `within` seconds.
            LauncherEnded: the preloaded parent could not import a module, or was killed.
        """
        chosen = processes or self.processes
        for process in chosen:
            process.start()
        wait_until_ready(chosen, probe, within)

    def unexpected_end(self) -> str | None:
        """A sentence if the preloaded parent has ended by itself, and all programs with it."""
        returncode = self._parent.poll()
        if returncode is None:
            return None
        return f"the preloaded parent of the services ended unexpectedly: {how_it_ended(returncode)}"

    def close(self) -> None:
        """Kill all programs and end the parent.

        Raises:
            subprocess.TimeoutExpired: the parent did not end within 10 seconds and was killed.
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
