"""Readiness is asked for, and a death while asking is noticed at once."""

from __future__ import annotations

import http.client
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from environment.runtime.processes.failure import StartUpFailed
from environment.runtime.processes.lifeline import Lifeline, first_ended

_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.005, 0.05  # asking takes from those who are to get ready
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


class Listening(Protocol):
    """Something with listeners."""

    @property
    def host(self) -> str: ...

    @property
    def ports(self) -> Mapping[str, int]: ...


Waiting = TypeVar("Waiting", bound=Awaited)


def answers_health(process: Listening) -> bool:
    """Whether `GET /health` is answered with 200: at the listener `http`, or at the first."""
    port = process.ports.get("http") or next(iter(process.ports.values()))
    connection = http.client.HTTPConnection(process.host, port, timeout=_HEALTH_SECONDS)
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
    deadline, pause = time.monotonic() + within, _FIRST_PAUSE_SECONDS
    while waiting := [process for process in waiting if not _is_ready(process, probe)]:
        if time.monotonic() > deadline:
            raise waiting[0].start_up_failure(f"is not ready after {within:g} s")
        first_ended([line for process in waiting if (line := process.lifeline)], pause)
        pause = min(pause * 1.2, _LONGEST_PAUSE_SECONDS)


def _is_ready(process: Waiting, probe: Callable[[Waiting], bool]) -> bool:
    ready = probe(process)
    if not process.alive:
        raise process.start_up_failure(f"ended before it was ready: {process.how_it_ended()}")
    return ready
