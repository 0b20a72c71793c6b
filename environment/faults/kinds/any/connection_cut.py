from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import EVERY, EdgeFault, Work

if TYPE_CHECKING:
    from environment.faults.live_edge import LiveEdge


@dataclass(frozen=True)
class ConnectionCut(EdgeFault):
    """Every open connection is reset, once; new ones are welcome."""

    protocols: ClassVar = EVERY
    work: ClassVar = Work.NOT_DONE

    def strike(self, edge: LiveEdge) -> int:
        connections, _ = edge.cut()
        return connections

    def lift(self, edge: LiveEdge) -> None:
        """Nothing is left to undo."""
