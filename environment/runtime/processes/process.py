"""One program's process, as the run sees it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from threading import RLock

from environment.runtime.processes.control import Control
from environment.runtime.processes.failure import StartUpFailed, how_it_ended, tail
from environment.runtime.processes.lifeline import Lifeline
from environment.runtime.processes.ports import HOST, ReservedPort
from environment.runtime.processes.program import Program
from environment.runtime.processes.readiness import answers_health, wait_until_ready

_DEATH_SECONDS = 10.0


class Process:
    """A program with its ports and its log, which outlive its deaths. Any thread may call any method.

    `environ` is the environment of the next start: change it to restart the program with other settings.
    """

    def __init__(self, program: Program, control: Control, logs: Path) -> None:
        self.program = program
        self.environ = dict(program.environ)
        self.log_path = logs / f"{program.log or program.name}.log"
        self.pid: int | None = None
        self.returncode: int | None = None
        """How it ended last: an exit code, or a negative signal number."""
        self._control = control
        self._reserved = {name: ReservedPort() for name in program.listeners}
        self._lifeline: Lifeline | None = None
        self._paused = False
        self._acting = RLock()

    @property
    def name(self) -> str:
        return self.program.name

    @property
    def host(self) -> str:
        return HOST

    @property
    def ports(self) -> dict[str, int]:
        """The port of each listener, the same for all starts."""
        return {name: reserved.port for name, reserved in self._reserved.items()}

    @property
    def port(self) -> int:
        """The port of the first listener."""
        return next(iter(self.ports.values()))

    @property
    def url(self) -> str:
        """The first listener's address, without a slash at its end."""
        return f"http://{HOST}:{self.port}"

    @property
    def alive(self) -> bool:
        """Whether it runs; a paused one does."""
        with self._acting:
            return self._lifeline is not None and not self._lifeline.has_ended()

    @property
    def died_unexpectedly(self) -> bool:
        """Whether it was started and is gone without having been killed here."""
        with self._acting:
            return self._lifeline is not None and self._lifeline.has_ended()

    def start(self) -> None:
        """Start it; it may not be ready yet.

        Raises:
            RuntimeError: it is running.
            LauncherEnded: the preloaded parent is gone.
        """
        with self._acting:
            if self.alive:
                raise RuntimeError(f"{self.name} is already running")
            self._bury()
            sockets = [reserved.listener() for reserved in self._reserved.values()]
            lifeline = Lifeline()
            try:
                self.pid = self._control.start(
                    self.program.entry,
                    self.environ,
                    self.log_path,
                    self.program.listeners,
                    [lifeline.given(), *(each.fileno() for each in sockets)],
                )
                self._lifeline = lifeline
            finally:
                lifeline.handed_over()
                for each in sockets:
                    each.close()

    def wait_ready(self, probe: Callable[[Process], bool] | None = None, within: float = 10.0) -> None:
        """Wait until `probe` says yes; left out, until `GET /health` is answered with 200.

        Raises:
            StartUpFailed: it has died, or `within` seconds have passed.
        """
        wait_until_ready([self], probe or answers_health, within)

    def kill(self) -> None:
        """SIGKILL to it and its children; returns when it is dead and its ports refuse. No harm if it is."""
        with self._acting:
            if self._lifeline is None or self.pid is None:
                return
            self._control.signal(self.pid, signal.SIGKILL)
            self._bury()

    def ask_to_stop(self) -> None:
        """SIGTERM, as an operator does: it answers what it has begun, and takes nothing new."""
        with self._acting:
            if self.alive and self.pid is not None:
                self._control.signal(self.pid, signal.SIGTERM)

    def wait_stopped(self, within: float = 10.0) -> None:
        """Return when it has ended, after it was asked to.

        Raises:
            TimeoutError: it lives on after `within` seconds.
        """
        if lifeline := self._lifeline:
            lifeline.demand_end(self.name, within)
        with self._acting:
            self._bury()

    def pause(self) -> None:
        """SIGSTOP: it stands still when this returns. Its port accepts connections and nobody answers."""
        with self._acting:
            if self.alive and self.pid is not None and not self._paused:
                self._control.signal(self.pid, signal.SIGSTOP)
                self._paused = True

    def resume(self) -> None:
        """SIGCONT, after a pause."""
        with self._acting:
            if self.alive and self.pid is not None and self._paused:
                self._control.signal(self.pid, signal.SIGCONT)
                self._paused = False

    def restart(self, within: float = 10.0) -> None:
        """Kill it if it lives, start it, and wait up to `within` seconds for `GET /health`.

        Raises:
            StartUpFailed: as `wait_ready` does.
        """
        self.kill()
        self.start()
        self.wait_ready(within=within)

    def how_it_ended(self) -> str:
        """The last end in words, such as "exit code 3" or "killed by SIGKILL"."""
        with self._acting:
            if self.died_unexpectedly and self.pid is not None:
                self.returncode = self._control.wait(self.pid)
            return "has not ended" if self.returncode is None else how_it_ended(self.returncode)

    def log_tail(self) -> list[str]:
        """The last 40 lines of its log."""
        return tail(self.log_path)

    def start_up_failure(self, what: str) -> StartUpFailed:
        """The error that says `what` happened to it, with the tail of its log."""
        return StartUpFailed(f"{self.name} {what}", self.program.entry, self.log_path)

    @property
    def lifeline(self) -> Lifeline | None:
        """What tells of its death; None while it is not started."""
        return self._lifeline

    def release(self) -> None:
        """Give everything back after the preloaded parent's end; it cannot be started again."""
        with self._acting:
            lifeline, self._lifeline, self.pid = self._lifeline, None, None
        if lifeline is not None:
            lifeline.close()
        for reserved in self._reserved.values():
            reserved.close()

    def _bury(self) -> None:
        """Forget a dead or dying process, once it is really gone."""
        if self._lifeline is None:
            return
        lifeline, self._lifeline = self._lifeline, None
        pid, self.pid = self.pid, None
        self._paused = False
        try:
            if pid is not None:
                self.returncode = self._control.wait(pid)
            if not lifeline.has_ended(_DEATH_SECONDS):
                raise RuntimeError(
                    f"{self.name} is dead and a process that it started lives on, outside its group"
                )
        finally:
            lifeline.close()
