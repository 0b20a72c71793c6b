from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import EVERY, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class SlowAfter(CallFault):
    """The callee does the work at once; its answer takes its time."""

    seconds: float
    protocols: ClassVar = EVERY
    work: ClassVar = Work.DONE

    async def play(self, call: Call) -> None:
        answer = await call.forward()
        await call.pause(self.seconds)
        call.pass_on(answer)
