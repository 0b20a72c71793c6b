"""The stubs of a stack: which programs it has at a level of integration, and what is not supported there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http.client import HTTPConnection

from environment.runtime.processes.program import Program
from environment.topology.integration import IntegrationLevel
from steps.vocabulary.capabilities import Capability

STUBS = "stubs"
FAULTS = "faults"
MEMORY = "/_stub/memory"
_TIMEOUT = 5.0  # seconds


class StubFailed(Exception):
    """A stub has not emptied its memory: the next scenario would begin with the data of the last one."""


def programs_of(level: IntegrationLevel) -> tuple[Program, ...]:
    """The real services, the doubles, one process for all stubs where there are some, and the proxy."""
    return tuple(_programs(level))


def _programs(level: IntegrationLevel) -> Iterator[Program]:
    for service in level.topology.services:
        if service in level.real:
            yield Program(service, f"bookstore.{service}.app:run")
    yield Program("gateway", "environment.doubles.gateway.app:run")
    yield Program("mail", "environment.doubles.mail.app:run", listeners=("smtp", "http"))
    if level.replaced:
        yield Program(STUBS, "environment.stubs.app:run", listeners=level.replaced)
    yield Program(FAULTS, "environment.faults.app:run", listeners=())


def unsupported_at(level: IntegrationLevel) -> dict[Capability, str]:
    """What no scenario may need at this level, each with the reason."""
    if level.complete:
        return {}
    replaced = ", ".join(level.replaced)
    found = {
        Capability.DATABASES: f"not all that the shop stores can be read: not real are {replaced}",
    }
    if "notifications" not in level.real:
        found[Capability.MAIL] = "no mail is sent: notifications is not real"
    elif "orders" not in level.real and "orders" not in level.driven:
        found[Capability.MAIL] = "no mail is sent: orders is not real, and its stub sends no event"
    return found


def empty_memories(addresses: Mapping[str, tuple[str, int]], token: str) -> None:
    """Empty every stub, for the next scenario. Raises StubFailed."""
    for service, (host, port) in addresses.items():
        connection = HTTPConnection(host, port, timeout=_TIMEOUT)
        try:
            connection.request("DELETE", MEMORY, headers={"Authorization": f"Bearer {token}"})
            status = connection.getresponse().status
        finally:
            connection.close()
        if status != 204:
            raise StubFailed(f"the stub of {service} has not emptied its memory: it answered {status}")
