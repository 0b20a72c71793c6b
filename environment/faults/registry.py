"""All fault kinds by name. A kind is found because its file lies in kinds/; there is no list to keep."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

from environment.evidence.recording.json_value import JsonObject
from environment.faults import kinds
from environment.faults.errors import BadFault, unknown
from environment.faults.fault import CallFault, EdgeFault, Fault
from environment.faults.parameters import build, described
from environment.topology import Protocol
from steps.vocabulary.fault_spec import FaultSpec


@cache
def all_kinds() -> dict[str, type[Fault]]:
    """Every kind there is, by its name."""
    found: dict[str, type[Fault]] = {}
    for module in pkgutil.walk_packages(kinds.__path__, f"{kinds.__name__}."):
        for _, member in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(member, Fault) and member.__module__ == module.name:
                found[member.name] = member
    return found


def kinds_for(protocol: Protocol) -> list[str]:
    """The names of the kinds that apply to a protocol."""
    return sorted(name for name, kind in all_kinds().items() if protocol in kind.protocols)


def kind_named(name: str, protocol: Protocol) -> type[Fault]:
    """The kind of this name; raises BadFault with those that exist for the protocol."""
    kind = all_kinds().get(name)
    if kind is None or protocol not in kind.protocols:
        raise unknown(f"fault kind for {protocol.value}", name, kinds_for(protocol))
    return kind


def fault_for(spec: FaultSpec, protocol: Protocol) -> Fault:
    """The fault a spec asks for; raises BadFault with what is known where something is not."""
    kind = kind_named(spec.kind, protocol)
    narrowed = spec.narrowings
    if issubclass(kind, EdgeFault) and narrowed:
        raise BadFault(
            f"Fault kind {kind.name!r} strikes before a call can be read: it applies to the whole edge and "
            f"cannot be narrowed by {', '.join(sorted(narrowed))}. Known here: seconds."
        )
    if protocol not in (Protocol.HTTP, Protocol.HTTPS) and (strange := narrowed & {"method", "path"}):
        raise BadFault(
            f"{protocol.value} knows no {' and no '.join(sorted(strange))}. Known: matching, nth, next, "
            "correlation, seconds."
        )
    return build(kind, spec.parameters)


def catalog() -> list[JsonObject]:
    """Every kind in words, for a table: name, protocols, what is done of the work, parameters."""
    return [
        {
            "kind": name,
            "protocols": [each.value for each in Protocol if each in kind.protocols],
            "work": kind.work.value,
            "narrowed": issubclass(kind, CallFault),
            "parameters": dict(described(kind)),
            "what": inspect.cleandoc(kind.__doc__ or "").partition("\n")[0],
        }
        for name, kind in sorted(all_kinds().items())
    ]
