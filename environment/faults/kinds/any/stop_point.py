from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import EVERY, CallFault, Work


@dataclass(frozen=True)
class StopPoint(CallFault):
    """The call stops at a named point until the test releases it; the test may kill a service there.

    "after the answer": the caller has its answer, but its further calls on any edge (to its own database
    included) are kept back until the release, and dropped if it was killed before. A call that was stopped
    before it left is dropped if its caller was killed.
    """

    at: Literal["before the call leaves", "after the work", "after the answer"]
    protocols: ClassVar = EVERY
    work: ClassVar = Work.CHOSEN

    async def apply(self, call: ProxiedCall) -> None:
        if self.at == "before the call leaves":
            await call.hold()
            if call.caller_is_gone:
                call.close("the caller was gone before the call left")
                return
        answer = await call.forward()
        if self.at == "after the answer":
            with call.caller_frozen():
                call.pass_on(answer)
                await call.hold()
            return
        if self.at == "after the work":
            await call.hold()
        call.pass_on(answer)
