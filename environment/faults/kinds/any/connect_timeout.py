from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.fault_kind import EVERY, EdgeFault, FaultableEdge, Work


@dataclass(frozen=True)
class ConnectTimeout(EdgeFault):
    """The callee's machine is gone: new connections are never answered, open ones are reset."""

    protocols: ClassVar = EVERY
    work: ClassVar = Work.NOT_DONE

    def apply(self, edge: FaultableEdge) -> int:
        edge.port.leave_unanswered()
        _, busy = edge.cut()
        return busy

    def undo(self, edge: FaultableEdge) -> None:
        edge.port.listen()

    def attempts(self, edge: FaultableEdge) -> int | None:
        return edge.port.unanswered()
