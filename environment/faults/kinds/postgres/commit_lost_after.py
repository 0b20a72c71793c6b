from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import POSTGRES, CallFault, Work
from environment.faults.kinds.postgres import commits, compiled

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class CommitLostAfter(CallFault):
    """The server commits a transaction with such a statement, and the connection is cut before it can say so.

    `statement` is a regular expression. Other transactions pass, whoever commits them meanwhile: a service's
    own workers do so all the time.
    """

    statement: str
    protocols: ClassVar = POSTGRES
    work: ClassVar = Work.DONE

    def __post_init__(self) -> None:
        compiled(self.statement)

    def wants(self, call: Call) -> bool:
        return commits(call, self.statement)

    async def play(self, call: Call) -> None:
        answer = await call.forward()
        call.reset(f"{answer.outcome} done, not acknowledged")
