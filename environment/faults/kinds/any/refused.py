from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import EVERY, EdgeFault, Work

if TYPE_CHECKING:
    from environment.faults.live_edge import LiveEdge


@dataclass(frozen=True)
class Refused(EdgeFault):
    """Nobody listens: new connections get ECONNREFUSED, open ones are reset.

    Refused attempts reach no process; the machine counts them, but not by port. So this fault can be told
    to have never fired only where the whole machine saw no refusal meanwhile.
    """

    protocols: ClassVar = EVERY
    work: ClassVar = Work.NOT_DONE

    def strike(self, edge: LiveEdge) -> int:
        edge.port.refuse()
        _, busy = edge.cut()
        return busy

    def lift(self, edge: LiveEdge) -> None:
        edge.port.listen()

    def touched(self, edge: LiveEdge) -> int | None:
        return edge.port.refused()
