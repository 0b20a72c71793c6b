"""One program as a process of this machine, forked from the preloaded parent."""

from __future__ import annotations

import signal
from pathlib import Path

from environment.runtime.processes.exit_pipe import ExitPipe
from environment.runtime.processes.external_program import external_command
from environment.runtime.processes.managed_process import ManagedProcess
from environment.runtime.processes.parent_client import ParentClient
from environment.runtime.processes.ports import HOST, ReservedPort
from environment.runtime.processes.program import Program

_EXIT_SECONDS = 10.0


class Process(ManagedProcess):
    """A program with its reserved ports. `pid` is the id of its last process."""

    def __init__(self, program: Program, parent: ParentClient, logs: Path) -> None:
        super().__init__(program, logs)
        self.pid: int | None = None
        self._parent = parent
        self._reserved = {name: ReservedPort() for name in program.listeners}

    @property
    def host(self) -> str:
        return HOST

    @property
    def ports(self) -> dict[str, int]:
        return {name: reserved.port for name, reserved in self._reserved.items()}

    @property
    def port(self) -> int:
        """The port of the first listener."""
        return next(iter(self.ports.values()))

    @property
    def url(self) -> str:
        """The address of the first listener, without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    def release(self) -> None:
        """Close the ports after the end of the preloaded parent; it cannot be started again."""
        with self._lock:
            exit_pipe, self._exit_pipe = self._exit_pipe, None
        if exit_pipe is not None:
            exit_pipe.close()
        for reserved in self._reserved.values():
            reserved.close()

    def _command(self) -> str:
        return external_command(self.environ) or self.program.entry

    def _launch(self) -> ExitPipe:
        sockets = [reserved.listener() for reserved in self._reserved.values()]
        exit_pipe = ExitPipe()
        try:
            self.pid = self._parent.start(
                self.program.entry,
                self.environ,
                self.log_path,
                self.program.listeners,
                [exit_pipe.write_end(), *(each.fileno() for each in sockets)],
            )
        except BaseException:
            exit_pipe.close()
            raise
        finally:
            exit_pipe.close_write_end()
            for each in sockets:
                each.close()
        return exit_pipe

    def _signal(self, number: signal.Signals) -> None:
        if self.pid is not None:
            self._parent.signal(self.pid, number)

    def _freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def _thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _exit_status(self) -> int:
        assert self.pid is not None, "it was started"
        return self._parent.wait(self.pid)

    def _await_end(self, exit_pipe: ExitPipe) -> int:
        status = self._exit_status()
        if not exit_pipe.has_ended(_EXIT_SECONDS):
            raise RuntimeError(
                f"{self.name} has ended and a process that it started still runs, outside its process group"
            )
        return status
