from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import HTTP, CallFault, Work


@dataclass(frozen=True)
class Truncated(CallFault):
    """The answer ends in the middle of its body, after so many bytes or half: closed, or reset."""

    bytes: int | None = None
    how: Literal["closed", "reset"] = "closed"
    protocols: ClassVar = HTTP
    work: ClassVar = Work.DONE

    async def apply(self, call: ProxiedCall) -> None:
        answer = await call.forward()
        body = len(answer.raw) - answer.body_at
        kept = body // 2 if self.bytes is None else min(self.bytes, body)
        outcome = f"{answer.outcome}, {self.how} after {kept} of {body} bytes"
        await call.answer_part(answer.raw[: answer.body_at + kept], outcome)
        if self.how == "reset":
            call.reset(outcome)
        else:
            call.close(outcome)
