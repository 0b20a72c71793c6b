from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import SMTP, CallFault, Work
from environment.faults.protocols.smtp import END_OF_DATA


@dataclass(frozen=True)
class AcceptanceLost(CallFault):
    """The mail server accepts the mail, but its acknowledgement (250) is lost."""

    protocols: ClassVar = SMTP
    work: ClassVar = Work.DONE

    def applies_to(self, call: ProxiedCall) -> bool:
        return call.message.method == END_OF_DATA

    async def apply(self, call: ProxiedCall) -> None:
        answer = await call.forward()
        call.reset(f"answer {answer.outcome} lost")
