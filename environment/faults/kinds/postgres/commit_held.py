from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import POSTGRES, CallFault, Work
from environment.faults.kinds.postgres import commits, compiled


@dataclass(frozen=True)
class CommitHeld(CallFault):
    """The COMMIT of a transaction with such a statement is held, before its work or after it.

    `statement` is a regular expression. The test may crash the server before it releases the COMMIT. With
    `seconds` the acknowledgement goes on by itself.
    """

    statement: str
    at: Literal["before", "after"]
    seconds: float = 0.0
    protocols: ClassVar = POSTGRES
    work: ClassVar = Work.CHOSEN

    def __post_init__(self) -> None:
        compiled(self.statement)

    def applies_to(self, call: ProxiedCall) -> bool:
        return commits(call, self.statement)

    async def apply(self, call: ProxiedCall) -> None:
        if self.at == "before":
            await call.hold()
            if call.caller_is_gone:
                call.close("the caller was gone before the COMMIT left")
                return
        answer = await call.forward()
        if self.at == "after":
            await (call.pause(self.seconds) if self.seconds else call.hold())
        call.pass_on(answer)
