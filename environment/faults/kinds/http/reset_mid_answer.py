from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import HTTP, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class ResetMidAnswer(CallFault):
    """The connection is reset in the middle of the answer's body: after so many bytes, or half."""

    bytes: int | None = None
    protocols: ClassVar = HTTP
    work: ClassVar = Work.DONE

    async def play(self, call: Call) -> None:
        answer = await call.forward()
        body = len(answer.raw) - answer.body_at
        kept = body // 2 if self.bytes is None else min(self.bytes, body)
        outcome = f"{answer.outcome}, reset after {kept} of {body} bytes"
        await call.say(answer.raw[: answer.body_at + kept], outcome)
        call.reset(outcome)
