from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import POSTGRES, CallFault, Work
from environment.faults.kinds.postgres import compiled

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class CommitLost(CallFault):
    """The server commits, and the connection is cut before it can say so."""

    protocols: ClassVar = POSTGRES
    work: ClassVar = Work.DONE

    def wants(self, call: Call) -> bool:
        return compiled(r"\bCOMMIT\b(?! PREPARED)").search(call.unit.summary) is not None

    async def play(self, call: Call) -> None:
        answer = await call.forward()
        call.reset(f"{answer.outcome} done, not acknowledged")
