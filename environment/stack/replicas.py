"""A second instance of a service on the same database: beside the first, after its death, or in its place.

The proxies stand for the load balancer: new connections go to both in turn, or to one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from environment.runtime.protocol import Part
from environment.topology import arrow

if TYPE_CHECKING:  # a stack has its twins
    from environment.stack.stack import Stack

_ENDS_WITHIN = 15.0  # seconds, after SIGTERM; a request at hand gets three


class Twins:
    """The second instances of a stack, each started anew in every scenario that asks for it; its database."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._twins: dict[str, Part] = {}
        self._started: set[str] = set()  # in this scenario

    def start(self, service: str, settings: Mapping[str, str] | None = None) -> None:
        """Start a second instance, with other settings where some are given; nobody calls it yet."""
        twin = self._twin(service)
        twin.environ = {**self._stack.launcher[service].environ, **(settings or {})}
        self._started.add(service)
        self._stack.start(twin)
        self._stack.note(f"{service} runs in two instances")

    def share(self, service: str) -> None:
        """New connections go to both instances in turn, to the first one first; old ones are cut."""
        self._route(service, self._stack.launcher[service], self._twin(service))

    def die_for_good(self, service: str) -> None:
        """SIGKILL for the first instance; the second one is called from then on."""
        self._stack.launcher[service].kill()
        self._stack.note(f"the first instance of {service} is dead")
        self._route(service, self._twin(service))

    def replace(self, service: str) -> None:
        """SIGTERM for the first instance; the second one is called from then on.

        Does not wait for its end: it has a request at hand.
        """
        self._route(service, self._twin(service), cut=False)
        self._stack.launcher[service].ask_to_stop()
        self._stack.note(f"the first instance of {service} is told to stop")

    def wait_stopped(self, service: str) -> None:
        """Return when the first instance has ended. Raises TimeoutError."""
        self._stack.launcher[service].wait_stopped(_ENDS_WITHIN)
        self._stack.note(f"the first instance of {service} has stopped")

    def over(self) -> None:
        """One instance of each service again."""
        for service in self._started:
            self._twins[service].kill()  # also one that died by itself, or it is told of in every scenario
            self._route(service, self._stack.launcher[service])
        self._started.clear()

    def running(self) -> list[str]:
        """The services that run in two instances now."""
        return [service for service, twin in self._twins.items() if twin.alive]

    def crash_database(self) -> None:
        """PostgreSQL stops at once."""
        self._stack.postgres.stop()
        self._stack.note("PostgreSQL is down")

    def recover_database(self) -> None:
        """PostgreSQL starts with the data it had; returns when it accepts connections."""
        self._stack.postgres.start()

    def _route(self, service: str, *instances: Part, cut: bool = True) -> None:
        line, places = self._stack.faults, [(each.host, each.ports["http"]) for each in instances]
        for edge in [name for name in line.ports if name.endswith(arrow("", service))]:
            line.redirect(edge, *places)
            if cut:
                line.cut(edge)

    def _twin(self, service: str) -> Part:
        if service not in self._twins:
            self._twins[service] = self._stack.launcher.add_second(service)
        return self._twins[service]
