from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from environment.faults.fault import EVERY, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class StopPoint(CallFault):
    """The call stops at a named point and the test is told; it may kill a service there, then release.

    "after the answer": the caller has its answer, but whatever it says next to anybody (its own database
    included) is kept back until the release, and never heard if it was killed meanwhile. A call stopped
    before it left does not leave any more once its caller is dead.
    """

    at: Literal["before the call leaves", "after the work", "after the answer"]
    protocols: ClassVar = EVERY
    work: ClassVar = Work.CHOSEN

    async def play(self, call: Call) -> None:
        if self.at == "before the call leaves":
            await call.hold()
            if call.caller_is_gone:
                call.close("the caller died before the call left")
                return
        answer = await call.forward()
        if self.at == "after the work":
            await call.hold()
        if self.at == "after the answer":
            await self._freeze_and_hold(call, lambda: call.pass_on(answer))
        else:
            call.pass_on(answer)

    async def _freeze_and_hold(self, call: Call, answer: Callable[[], None]) -> None:
        edge = call.link.edge
        edge.freeze(edge.edge.caller, True)
        try:
            answer()
            await call.hold()
        finally:
            edge.freeze(edge.edge.caller, False)
