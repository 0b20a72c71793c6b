"""What the drivers in the place of services do, as `integration.toml` lists it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from environment.topology.model import Topology


@dataclass(frozen=True)
class CallerDriver:
    """The driver in the place of one service.

    takes, sends: the operations, as `arrow: word`, that people ask of it and that it asks of others.
    passes_on: the refusals of others that it hands to people. beside: where it stands beside the stub of its
    service, the service that is driven then as well.
    """

    takes: frozenset[str] = frozenset()
    sends: frozenset[str] = frozenset()
    passes_on: tuple[str, ...] = ()
    beside: str = ""


def read_drivers(listed: Mapping[str, Mapping[str, Any]], of: Topology) -> dict[str, CallerDriver]:
    """The drivers by service. Raises ValueError for what the topology does not have, UnknownOperation."""
    return {service: _driver(service, entry, of) for service, entry in listed.items()}


def _driver(service: str, entry: Mapping[str, Any], of: Topology) -> CallerDriver:
    strange = sorted(entry.keys() - {"takes", "sends", "passes_on", "beside"})
    if strange or service not in of.services:
        raise ValueError(f"the driver of {service}: {strange[0] if strange else service!r} is not known")
    for end, operations in (("callee", entry.get("takes", ())), ("caller", entry.get("sends", ()))):
        for each in operations:
            arrow, _, word = each.partition(": ")
            point = of.point(arrow)
            point.operation(word)
            if getattr(point, end) != service:
                raise ValueError(f"the driver of {service} is no {end} on {arrow!r}")
    lists = frozenset(entry.get("takes", ())), frozenset(entry.get("sends", ()))
    return CallerDriver(*lists, tuple(entry.get("passes_on", ())), entry.get("beside", ""))
