from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.errors import BadFault
from environment.faults.fault import HTTP, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class SlowDrip(CallFault):
    """The answer comes in drops of so many bytes, with so many seconds between two."""

    bytes: int = 64
    seconds: float = 0.02
    protocols: ClassVar = HTTP
    work: ClassVar = Work.DONE

    def __post_init__(self) -> None:
        if self.bytes < 1:
            raise BadFault(f"A drop has 1 byte or more, not {self.bytes}.")

    async def play(self, call: Call) -> None:
        answer = await call.forward()
        for start in range(0, len(answer.raw), self.bytes):
            if start:
                await call.pause(self.seconds)
            await call.say(answer.raw[start : start + self.bytes], answer.outcome)
        call.finish()
