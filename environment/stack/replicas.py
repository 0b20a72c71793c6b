"""Second instances of services on the same database: beside the first, after its crash, or in its place.

The proxies do what a load balancer does: they send new connections to both instances in turn, or to one.
"""

from __future__ import annotations

from collections.abc import Mapping

from environment.runtime.processes.managed_process import ManagedProcess
from environment.stack.part_host import PartHost
from environment.topology import arrow, topology

_STOPS_WITHIN = 15.0  # seconds after SIGTERM; a service gives the requests that it has begun three seconds


class StackReplicas:
    """The second instances of one stack. A scenario starts those it needs, and its reset removes them."""

    def __init__(self, stack: PartHost) -> None:
        self._stack = stack
        self._replicas: dict[str, ManagedProcess] = {}
        self._started: set[str] = set()  # since the last reset
        self._suspended: set[str] = set()

    def start(self, service: str, settings: Mapping[str, str] | None = None) -> None:
        """Start a second instance, which gets no connection yet.

        `settings` are environment variables that replace or add to those of the first instance.
        """
        replica = self._replica(service)
        replica.environ = {**self._stack.launcher[service].environ, **(settings or {})}
        self._started.add(service)
        self._stack.start(replica)
        self._stack.record_event(f"{service} runs in two instances")

    def share(self, service: str) -> None:
        """Send new connections to both instances in turn, starting with the first; cut the open ones."""
        self._route(service, self._stack.launcher[service], self._replica(service))

    def kill_primary(self, service: str) -> None:
        """SIGKILL for the first instance, which is not started again; send connections to the second."""
        self._stack.launcher[service].kill()
        self._stack.record_event(f"the first instance of {service} is killed")
        self._route(service, self._replica(service))

    def suspend_primary(self, service: str, *, cut_off: bool = True) -> None:
        """Stop the first instance with SIGSTOP, and call the second alone.

        `cut_off`: its sessions at the database end, so that the second instance takes its work over. Else it
        keeps its locks, and the second waits for them.
        """
        self._stack.launcher[service].pause()
        self._suspended.add(service)
        self._stack.record_event(f"the first instance of {service} is suspended")
        self._route(service, self._replica(service))
        if cut_off:
            self._stack.faults.cut(topology().database_of(service).arrow)

    def wake_primary(self, service: str) -> None:
        """Continue the first instance, where it is suspended; connections still go to the second."""
        if service not in self._suspended:
            return
        self._suspended.discard(service)
        self._stack.launcher[service].resume()
        self._stack.record_event(f"the first instance of {service} goes on")

    def replace(self, service: str) -> None:
        """Send connections to the second instance, then SIGTERM for the first.

        Returns at once: the first instance still answers the requests that it has begun.
        """
        self._route(service, self._replica(service), cut=False)
        self._stack.launcher[service].ask_to_stop()
        self._stack.record_event(f"the first instance of {service} is told to stop")

    def wait_stopped(self, service: str) -> None:
        """Return when the first instance has exited. Raises TimeoutError after 15 seconds."""
        self._stack.launcher[service].wait_stopped(_STOPS_WITHIN)
        self._stack.record_event(f"the first instance of {service} has stopped")

    def remove_all(self) -> None:
        """Kill every second instance, and send connections to the first ones again."""
        for service in tuple(self._suspended):
            self.wake_primary(service)
        for service in self._started:
            # Also one that has exited by itself: it would be reported as a death in every later scenario.
            self._replicas[service].kill()
            self._route(service, self._stack.launcher[service])
        self._started.clear()

    def running(self) -> list[str]:
        """The services that run in two instances now."""
        return [service for service, replica in self._replicas.items() if replica.alive]

    def _route(self, service: str, *instances: ManagedProcess, cut: bool = True) -> None:
        proxy, places = self._stack.faults, [(each.host, each.ports["http"]) for each in instances]
        for edge in [name for name in proxy.ports if name.endswith(arrow("", service))]:
            proxy.redirect(edge, *places)
            if cut:
                proxy.cut(edge)

    def _replica(self, service: str) -> ManagedProcess:
        if service not in self._replicas:
            self._replicas[service] = self._stack.launcher.add_second(service)
        return self._replicas[service]
