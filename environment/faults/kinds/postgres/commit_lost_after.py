from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import POSTGRES, CallFault, Work
from environment.faults.kinds.postgres import commits, compiled


@dataclass(frozen=True)
class CommitLostAfter(CallFault):
    """The server commits a transaction with such a statement; the connection is cut before it acknowledges.

    `statement` is a regular expression. The COMMIT of any other transaction passes: the
    background workers of a service commit all the time.
    """

    statement: str
    protocols: ClassVar = POSTGRES
    work: ClassVar = Work.DONE

    def __post_init__(self) -> None:
        compiled(self.statement)

    def applies_to(self, call: ProxiedCall) -> bool:
        return commits(call, self.statement)

    async def apply(self, call: ProxiedCall) -> None:
        answer = await call.forward()
        call.reset(f"{answer.outcome} done, not acknowledged")
