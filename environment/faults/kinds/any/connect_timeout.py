from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import EVERY, EdgeFault, Work

if TYPE_CHECKING:
    from environment.faults.live_edge import LiveEdge


@dataclass(frozen=True)
class ConnectTimeout(EdgeFault):
    """The callee's machine is gone: new connections are never answered, open ones are reset."""

    protocols: ClassVar = EVERY
    work: ClassVar = Work.NOT_DONE

    def strike(self, edge: LiveEdge) -> int:
        edge.port.leave_unanswered()
        _, busy = edge.cut()
        return busy

    def lift(self, edge: LiveEdge) -> None:
        edge.port.listen()

    def touched(self, edge: LiveEdge) -> int | None:
        return edge.port.unanswered()
