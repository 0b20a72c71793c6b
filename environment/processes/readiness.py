"""Readiness is asked for, and a death while asking is noticed at once."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol, TypeVar

from environment.processes.failure import StartUpFailed
from environment.processes.lifeline import Lifeline, first_ended
from environment.processes.ports import HOST

if TYPE_CHECKING:
    from environment.processes.process import Process

_BETWEEN_QUESTIONS_SECONDS = 0.005
_HEALTH_SECONDS = 2.0


class Awaited(Protocol):
    """Something that was started and whose death can be noticed."""

    @property
    def alive(self) -> bool: ...

    @property
    def lifeline(self) -> Lifeline | None:
        """What tells of its death; None while it is not started."""
        ...

    def how_it_ended(self) -> str:
        """The last end in words."""
        ...

    def start_up_failure(self, what: str) -> StartUpFailed:
        """The error that says `what` happened to it, with the end of its log."""
        ...


Waiting = TypeVar("Waiting", bound=Awaited)


def answers_health(process: Process) -> bool:
    """Whether `GET /health` at the first listener is answered with 200."""
    connection = http.client.HTTPConnection(HOST, process.port, timeout=_HEALTH_SECONDS)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def wait_until_ready(processes: Iterable[Waiting], probe: Callable[[Waiting], bool], within: float) -> None:
    """Ask all of them until each has said yes once, `within` seconds for all together.

    Raises:
        StartUpFailed: one has died, or is not ready in time.
    """
    waiting = list(processes)
    deadline = time.monotonic() + within
    while waiting := [process for process in waiting if not _is_ready(process, probe)]:
        if time.monotonic() > deadline:
            raise waiting[0].start_up_failure(f"is not ready after {within:g} s")
        first_ended([line for process in waiting if (line := process.lifeline)], _BETWEEN_QUESTIONS_SECONDS)


def _is_ready(process: Waiting, probe: Callable[[Waiting], bool]) -> bool:
    ready = probe(process)
    if not process.alive:
        raise process.start_up_failure(f"ended before it was ready: {process.how_it_ended()}")
    return ready
