from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import EVERY, CallFault, Work


@dataclass(frozen=True)
class AnswerLost(CallFault):
    """The callee does the work; the caller gets no answer: its connection is closed, reset, or silent."""

    how: Literal["closed", "reset", "silence"] = "reset"
    protocols: ClassVar = EVERY
    work: ClassVar = Work.DONE

    async def apply(self, call: ProxiedCall) -> None:
        answer = await call.forward()
        outcome = f"answer {answer.outcome} lost"
        if self.how == "silence":
            await call.leave_unanswered(outcome)
        elif self.how == "reset":
            call.reset(outcome)
        else:
            call.close(outcome)
