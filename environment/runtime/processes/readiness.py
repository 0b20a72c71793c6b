"""Waits until processes are ready: probes each, and notices at once when one ends."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from environment.runtime.processes.exit_pipe import ExitPipe, first_exited
from environment.runtime.processes.failure import StartUpFailed

_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.005, 0.05  # a probe takes processor time from the start-up
_HEALTH_SECONDS = 2.0


class StartingProcess(Protocol):
    """A process that was started and is not known to be ready."""

    @property
    def alive(self) -> bool: ...

    @property
    def exit_pipe(self) -> ExitPipe | None:
        """The pipe that ends with the process; None while it is not started."""
        ...

    def how_it_ended(self) -> str:
        """The last end in words."""
        ...

    def start_up_failure(self, what: str) -> StartUpFailed:
        """An error with `what` happened and the tail of the log."""
        ...


class ListeningProcess(Protocol):
    """A process with listeners."""

    @property
    def host(self) -> str: ...

    @property
    def ports(self) -> Mapping[str, int]: ...


Starting = TypeVar("Starting", bound=StartingProcess)


def answers_health(process: ListeningProcess) -> bool:
    """Whether `GET /health` is answered with 200, at the listener `http` or else at the first."""
    port = process.ports.get("http") or next(iter(process.ports.values()))
    connection = http.client.HTTPConnection(process.host, port, timeout=_HEALTH_SECONDS)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until_ready(processes: Iterable[Starting], probe: Callable[[Starting], bool], within: float) -> None:
    """Probe all of them until each was ready once, at most `within` seconds for all together.

    Raises:
        StartUpFailed: a process has ended, or is not ready in time.
    """
    waiting = list(processes)
    deadline, pause = time.monotonic() + within, _FIRST_PAUSE_SECONDS
    while waiting := [process for process in waiting if not _is_ready(process, probe)]:
        if time.monotonic() > deadline:
            raise waiting[0].start_up_failure(f"is not ready after {within:g} s")
        first_exited([pipe for process in waiting if (pipe := process.exit_pipe)], pause)
        pause = min(pause * 1.2, _LONGEST_PAUSE_SECONDS)


def _is_ready(process: Starting, probe: Callable[[Starting], bool]) -> bool:
    ready = probe(process)
    if not process.alive:
        raise process.start_up_failure(f"ended before it was ready: {process.how_it_ended()}")
    return ready
