from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.errors import InvalidFault
from environment.faults.fault_kind import SMTP, CallFault, Work


@dataclass(frozen=True)
class SlowLines(CallFault):
    """The answer has so many lines more (RFC 5321, section 4.2.1), with so many seconds between two lines.

    It ends when the caller has hung up.
    """

    lines: int = 100
    seconds: float = 0.4
    protocols: ClassVar = SMTP
    work: ClassVar = Work.DONE

    def __post_init__(self) -> None:
        if self.lines < 1:
            raise InvalidFault(f"The answer has 1 line more or several, not {self.lines}.")

    async def apply(self, call: ProxiedCall) -> None:
        answer = await call.forward()
        line = answer.raw[:3] + b"-please wait\r\n"
        await call.answer_in_parts([line] * self.lines + [answer.raw], self.seconds, answer.outcome)
