"""The operations by the words that features use for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from environment.topology.current import topology


@dataclass(frozen=True)
class Act:
    """Calls of one kind: the method, and a regular expression searched in the path."""

    method: str
    path: str


def _acts() -> Mapping[str, Mapping[str, Act]]:
    return {
        point.arrow: {
            each.word: Act(str(each.method), str(each.path_pattern))
            for each in point.operations
            if each.method
        }
        for point in topology().points.values()
        if not topology().is_database(point)
    }


ACTS = _acts()
STORES: Mapping[str, str] = {
    service: str(topology().database_of(service).operation("its work").matching)
    for service in topology().services
}
TAKING_UP = str(topology().point("checkout -> postgres").operation("takeover").matching)
TAKING_UP_FOR_THE_CUSTOMER = str(
    topology().point("checkout -> postgres").operation("takeover for the customer").matching
)
ARROWS = frozenset(topology().arrows)


def act_of(arrow: str, method: str, path: str) -> str:
    """The word for a call; "call" on an arrow whose operations have no method."""
    return topology().word_of(arrow, method, path) if ACTS.get(arrow) else "call"
