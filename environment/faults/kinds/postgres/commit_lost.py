from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import POSTGRES, CallFault, Work
from environment.faults.kinds.postgres import is_commit


@dataclass(frozen=True)
class CommitLost(CallFault):
    """The server commits, and the connection is cut before it acknowledges the COMMIT."""

    protocols: ClassVar = POSTGRES
    work: ClassVar = Work.DONE

    def applies_to(self, call: ProxiedCall) -> bool:
        return is_commit(call)

    async def apply(self, call: ProxiedCall) -> None:
        answer = await call.forward()
        call.reset(f"{answer.outcome} done, not acknowledged")
