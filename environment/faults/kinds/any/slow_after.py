from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import EVERY, CallFault, Work


@dataclass(frozen=True)
class SlowAfter(CallFault):
    """The callee does the work at once; its answer is delayed."""

    seconds: float
    protocols: ClassVar = EVERY
    work: ClassVar = Work.DONE

    async def apply(self, call: ProxiedCall) -> None:
        answer = await call.forward()
        await call.pause(self.seconds)
        call.pass_on(answer)
