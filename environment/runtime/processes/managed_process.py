"""What all runtimes share about one program's process: start, kill, pause, restart, and how it ended."""

from __future__ import annotations

import signal
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import RLock
from typing import Self

from environment.runtime.processes.exit_pipe import ExitPipe
from environment.runtime.processes.failure import StartUpFailed, UnexpectedExit, how_it_ended, tail
from environment.runtime.processes.program import Program
from environment.runtime.processes.readiness import answers_health, wait_until_ready


class ManagedProcess(ABC):
    """A program with its address and its log, which outlive its restarts. Any thread may call any method.

    environ: the environment of the next start; change it to restart the program with other settings.
    returncode: how the last process ended, an exit code or a negative signal number.
    ready_seconds: how long a start may take.
    """

    ready_seconds = 10.0

    def __init__(self, program: Program, logs: Path) -> None:
        self.program = program
        self.environ = dict(program.environ)
        self.log_path = logs / f"{program.log or program.name}.log"
        self.returncode: int | None = None
        self._exit_pipe: ExitPipe | None = None
        self._paused = False
        self._lock = RLock()

    @property
    def name(self) -> str:
        return self.program.name

    @property
    @abstractmethod
    def host(self) -> str:
        """The address of its listeners, which this machine and all other programs can reach."""

    @property
    @abstractmethod
    def ports(self) -> Mapping[str, int]:
        """The port of each listener, the same for all starts."""

    @property
    def alive(self) -> bool:
        """Whether it runs; a paused process does."""
        with self._lock:
            return self._exit_pipe is not None and not self._exit_pipe.has_ended()

    @property
    def exited_unexpectedly(self) -> bool:
        """Whether it was started and has ended without a call of `kill` or `wait_stopped`."""
        with self._lock:
            return self._exit_pipe is not None and self._exit_pipe.has_ended()

    @property
    def exit_pipe(self) -> ExitPipe | None:
        """The pipe that ends with the process; None while it is not started."""
        return self._exit_pipe

    def start(self) -> None:
        """Start it; it may not be ready yet.

        Raises:
            RuntimeError: it is running.
            StartUpFailed: the container engine does not start it.
            LauncherEnded: the preloaded parent has ended.
        """
        with self._lock:
            if self.alive:
                raise RuntimeError(f"{self.name} is already running")
            self._clear()
            self._exit_pipe = self._launch()

    def wait_ready(self, probe: Callable[[Self], bool] | None = None, within: float | None = None) -> None:
        """Wait until `probe` returns True; by default until `GET /health` is answered with 200.

        Raises:
            StartUpFailed: it has ended, or `within` seconds (by default `ready_seconds`) have passed.
        """
        wait_until_ready([self], probe or answers_health, within or self.ready_seconds)

    def kill(self) -> None:
        """SIGKILL; returns when it has ended and its ports refuse connections. No effect if it has ended."""
        with self._lock:
            if self._exit_pipe is not None:
                self._signal(signal.SIGKILL)
                self._clear()

    def ask_to_stop(self) -> None:
        """SIGTERM, as an operator sends it: the program finishes its requests and accepts no new ones."""
        with self._lock:
            if self.alive:
                self._signal(signal.SIGTERM)

    def wait_stopped(self, within: float = 10.0) -> None:
        """Return when it has ended after `ask_to_stop`.

        Raises:
            TimeoutError: it still runs after `within` seconds.
        """
        if exit_pipe := self._exit_pipe:
            exit_pipe.wait_for_exit(self.name, within)
        with self._lock:
            self._clear()

    def pause(self) -> None:
        """Freeze it: its ports accept connections and no request is answered."""
        with self._lock:
            if self.alive and not self._paused:
                self._freeze()
                self._paused = True

    def resume(self) -> None:
        """Continue after a pause."""
        with self._lock:
            if self.alive and self._paused:
                self._thaw()
                self._paused = False

    def restart(self, within: float | None = None) -> None:
        """Kill it if it runs, start it, and wait until `GET /health` is answered with 200.

        Raises:
            StartUpFailed: as `wait_ready` does.
        """
        self.kill()
        self.start()
        self.wait_ready(within=within)

    def how_it_ended(self) -> str:
        """The last end in words, such as "exit code 3" or "killed by SIGKILL"."""
        with self._lock:
            if self.exited_unexpectedly:
                self.returncode = self._exit_status()
            return "has not ended" if self.returncode is None else how_it_ended(self.returncode)

    def log_tail(self) -> list[str]:
        """The last 40 lines of its log."""
        return tail(self.log_path)

    def start_up_failure(self, what: str) -> StartUpFailed:
        """An error with `what` happened and the tail of the log."""
        return StartUpFailed(f"{self.name} {what}", self._command(), self.log_path)

    def unexpected_exit(self) -> UnexpectedExit:
        """The finding for a process that has ended unexpectedly."""
        return UnexpectedExit(self.name, self.how_it_ended(), self.log_tail())

    @abstractmethod
    def release(self) -> None:
        """Close everything after the end of the runtime; it cannot be started again."""

    @abstractmethod
    def _command(self) -> str:
        """What is started, as an error message shows it."""

    @abstractmethod
    def _launch(self) -> ExitPipe:
        """Start the process; gives the pipe that ends with it."""

    @abstractmethod
    def _signal(self, number: signal.Signals) -> None:
        """Send a signal to the process and its children; no effect if they have ended."""

    @abstractmethod
    def _freeze(self) -> None: ...

    @abstractmethod
    def _thaw(self) -> None: ...

    @abstractmethod
    def _exit_status(self) -> int:
        """The exit code of a process that has ended, negative for a signal."""

    @abstractmethod
    def _await_end(self, exit_pipe: ExitPipe) -> int:
        """The exit status, when the process has ended. Raises RuntimeError where it does not end."""

    def _clear(self) -> None:
        """Forget a process that has ended or was killed, after its end."""
        if self._exit_pipe is None:
            return
        exit_pipe, self._exit_pipe = self._exit_pipe, None
        self._paused = False
        try:
            self.returncode = self._await_end(exit_pipe)
        finally:
            exit_pipe.close()
