from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import EVERY, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class AnswerDelayed(CallFault):
    """The callee does the work; its answer is kept until the test releases it."""

    protocols: ClassVar = EVERY
    work: ClassVar = Work.DONE

    async def play(self, call: Call) -> None:
        answer = await call.forward()
        await call.hold()
        call.pass_on(answer)
