from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from environment.faults.fault import EVERY, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class AnswerLost(CallFault):
    """The callee does the work and the caller never hears of it: closed, reset, or silence."""

    how: Literal["closed", "reset", "silence"] = "reset"
    protocols: ClassVar = EVERY
    work: ClassVar = Work.DONE

    async def play(self, call: Call) -> None:
        answer = await call.forward()
        outcome = f"answer {answer.outcome} lost"
        if self.how == "silence":
            await call.silence(outcome)
        elif self.how == "reset":
            call.reset(outcome)
        else:
            call.close(outcome)
