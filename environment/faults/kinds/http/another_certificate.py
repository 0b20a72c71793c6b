from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from environment.faults.fault_kind import HTTPS, EdgeFault, FaultableEdge, Work


@dataclass(frozen=True)
class AnotherCertificate(EdgeFault):
    """Callers are shown a certificate that they must refuse; open connections are reset.

    A caller that accepts it reaches the callee as ever: what it sends is seen there.
    """

    which: Literal["another-authority", "another-host", "expired", "not-yet-valid", "self-signed"]
    protocols: ClassVar = HTTPS
    work: ClassVar = Work.NOT_DONE

    def apply(self, edge: FaultableEdge) -> int:
        edge.show_certificate(self.which)
        edge.cut()
        return 0

    def undo(self, edge: FaultableEdge) -> None:
        edge.show_certificate(None)
        edge.cut()

    def attempts(self, edge: FaultableEdge) -> int:
        return edge.shown()
