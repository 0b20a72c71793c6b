"""A second instance of a service on the same database: beside the first, after its death, or in its place.

The proxies stand for the load balancer: new connections go to both in turn, or to one of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from environment.arrows import arrow
from environment.processes.launcher import Launcher
from environment.processes.process import Process
from environment.processes.program import Program
from environment.stack import PROGRAMS, Stack

_ENDS_WITHIN = 15.0  # seconds, after SIGTERM; a request at hand gets three


class Twins:
    """The second instances of a run; each is started anew in every scenario that asks for it."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._twins: dict[str, Process] = {}

    def start(self, service: str, settings: Mapping[str, str] | None = None) -> None:
        """Start a second instance, with other settings where some are given; nobody calls it yet."""
        twin = self._twin(service)
        twin.environ = {**self._stack.launcher[service].environ, **(settings or {})}
        self._stack.start(twin)
        self._stack.note(f"{service} runs in two instances")

    def share(self, service: str) -> None:
        """New connections go to both instances in turn, to the first one first; old ones are cut."""
        self._route(service, self._stack.launcher[service].ports["http"], self._twin(service).ports["http"])

    def die_for_good(self, service: str) -> None:
        """SIGKILL for the first instance; the second one is called from then on."""
        self._stack.launcher[service].kill()
        self._stack.note(f"the first instance of {service} is dead")
        self._route(service, self._twin(service).ports["http"])

    def replace(self, service: str) -> None:
        """SIGTERM for the first instance; the second one is called from then on.

        Does not wait for its end: it has a request at hand.
        """
        self._route(service, self._twin(service).ports["http"], cut=False)
        self._first(service).ask_to_stop()
        self._stack.note(f"the first instance of {service} is told to stop")

    def wait_stopped(self, service: str) -> None:
        """Return when the first instance has ended. Raises TimeoutError."""
        self._first(service).wait_stopped(_ENDS_WITHIN)
        self._stack.note(f"the first instance of {service} has stopped")

    def over(self) -> None:
        """One instance of each service again."""
        for service, twin in self._twins.items():
            if twin.alive:
                twin.kill()
                self._route(service, self._stack.launcher[service].ports["http"])

    def _route(self, service: str, *ports: int, cut: bool = True) -> None:
        line, host = self._stack.faults, self._stack.launcher[service].host
        for edge in [name for name in line.ports if name.endswith(arrow("", service))]:
            line.redirect(edge, *ports, host=host)
            if cut:
                line.cut(edge)

    def _twin(self, service: str) -> Process:
        if service not in self._twins:
            launcher = self._stack.launcher
            if not isinstance(launcher, Launcher):
                raise RuntimeError("a second instance needs parts that run as processes of this machine")
            entry = next(program.entry for program in PROGRAMS if program.name == service)
            self._twins[service] = launcher.add(Program(f"{service}, second", entry, log=service))
        return self._twins[service]

    def _first(self, service: str) -> Process:
        first = self._stack.launcher[service]
        if not isinstance(first, Process):
            raise RuntimeError("a part can be asked to stop where it runs as a process of this machine")
        return first
