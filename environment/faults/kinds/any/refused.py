from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.fault_kind import EVERY, EdgeFault, FaultableEdge, Work


@dataclass(frozen=True)
class ConnectionRefused(EdgeFault):
    """The port is closed: new connections get ECONNREFUSED, open ones are reset.

    Refused attempts reach no process; the kernel counts them, but not by port. So the fault is known to have
    never fired only if the whole machine had no refusal while it was there.
    """

    protocols: ClassVar = EVERY
    work: ClassVar = Work.NOT_DONE

    def apply(self, edge: FaultableEdge) -> int:
        edge.port.refuse()
        _, busy = edge.cut()
        return busy

    def undo(self, edge: FaultableEdge) -> None:
        edge.port.listen()

    def attempts(self, edge: FaultableEdge) -> int | None:
        return edge.port.refused()
