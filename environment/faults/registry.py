"""All fault kinds by name: every class in a file of kinds/ is one."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache

from environment.evidence.recording.json_value import JsonObject
from environment.faults import kinds
from environment.faults.errors import InvalidFault, unknown
from environment.faults.fault_kind import SMTP, CallFault, EdgeFault, FaultKind
from environment.faults.parameters import build_kind, describe_parameters
from environment.topology import Protocol
from steps.vocabulary.fault_spec import FaultSpec


@cache
def all_kinds() -> dict[str, type[FaultKind]]:
    """Every kind, by its name."""
    found: dict[str, type[FaultKind]] = {}
    for module in pkgutil.walk_packages(kinds.__path__, f"{kinds.__name__}."):
        for _, member in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(member, FaultKind) and member.__module__ == module.name:
                found[member.name] = member
    return found


def kinds_for(protocol: Protocol) -> list[str]:
    """The names of the kinds that apply to a protocol."""
    return sorted(name for name, kind in all_kinds().items() if protocol in kind.protocols)


def kind_for(name: str, protocol: Protocol) -> type[FaultKind]:
    """The kind of this name. Raises InvalidFault, which lists the kinds for the protocol."""
    kind = all_kinds().get(name)
    if kind is None or protocol not in kind.protocols:
        raise unknown(f"fault kind for {protocol.value}", name, kinds_for(protocol))
    return kind


def build_fault(spec: FaultSpec, protocol: Protocol) -> FaultKind:
    """The kind with the parameters of the spec. Raises InvalidFault, which lists what exists."""
    kind = kind_for(spec.kind, protocol)
    narrowed = spec.narrowings
    if issubclass(kind, EdgeFault) and narrowed:
        raise InvalidFault(
            f"Fault kind {kind.name!r} acts before a call can be read: it applies to the whole edge and "
            f"cannot be narrowed by {', '.join(sorted(narrowed))}. Known here: seconds."
        )
    if protocol not in (Protocol.HTTP, Protocol.HTTPS) and (strange := narrowed & {"method", "path"}):
        raise InvalidFault(
            f"{protocol.value} knows no {' and no '.join(sorted(strange))}. Known: matching, nth, next, "
            "correlation, seconds."
        )
    if protocol is Protocol.SMTP and kind.protocols != SMTP and narrowed and narrowed <= {"nth", "next"}:
        raise InvalidFault(
            f"A mail takes several commands, and {kind.name!r} applies to any: narrow it by matching "
            f"(GREETING, EHLO, MAIL, RCPT, DATA, END OF DATA, QUIT), not by its number alone."
        )
    return build_kind(kind, spec.parameters)


def catalog() -> list[JsonObject]:
    """Every kind in words, for a table: its name, its protocols, whether the work is done, its parameters."""
    return [
        {
            "kind": name,
            "protocols": [each.value for each in Protocol if each in kind.protocols],
            "work": kind.work.value,
            "narrowed": issubclass(kind, CallFault),
            "parameters": dict(describe_parameters(kind)),
            "what": inspect.cleandoc(kind.__doc__ or "").partition("\n")[0],
        }
        for name, kind in sorted(all_kinds().items())
    ]
