from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.fault_kind import EVERY, EdgeFault, FaultableEdge, Work


@dataclass(frozen=True)
class ConnectionCut(EdgeFault):
    """Every open connection is reset, once; new ones are accepted."""

    protocols: ClassVar = EVERY
    work: ClassVar = Work.NOT_DONE
    of_open_connections: ClassVar = True

    def apply(self, edge: FaultableEdge) -> int:
        connections, _ = edge.cut()
        return connections

    def undo(self, edge: FaultableEdge) -> None:
        """New connections are accepted already."""
