from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.errors import InvalidFault
from environment.faults.fault_kind import HTTP, CallFault, Work


@dataclass(frozen=True)
class SlowDrip(CallFault):
    """The answer comes in parts of so many bytes, with so many seconds between two parts.

    It ends when the caller has hung up.
    """

    bytes: int = 64
    seconds: float = 0.02
    protocols: ClassVar = HTTP
    work: ClassVar = Work.DONE

    def __post_init__(self) -> None:
        if self.bytes < 1:
            raise InvalidFault(f"A part has 1 byte or more, not {self.bytes}.")

    async def apply(self, call: ProxiedCall) -> None:
        answer = await call.forward()
        starts = range(0, len(answer.raw), self.bytes)
        parts = (answer.raw[start : start + self.bytes] for start in starts)
        await call.answer_in_parts(parts, self.seconds, answer.outcome)
