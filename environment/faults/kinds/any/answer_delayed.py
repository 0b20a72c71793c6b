from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import EVERY, CallFault, Work


@dataclass(frozen=True)
class AnswerDelayed(CallFault):
    """The callee does the work; its answer is held until the test releases it."""

    protocols: ClassVar = EVERY
    work: ClassVar = Work.DONE

    async def apply(self, call: ProxiedCall) -> None:
        answer = await call.forward()
        await call.hold()
        call.pass_on(answer)
