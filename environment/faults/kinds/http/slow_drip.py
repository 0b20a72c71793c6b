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
        for start in range(0, len(answer.raw), self.bytes):
            if start:
                await call.pause(self.seconds)
                if call.caller_is_gone:
                    call.given_up()
                    return
            await call.answer_part(answer.raw[start : start + self.bytes], answer.outcome)
        call.finish()
