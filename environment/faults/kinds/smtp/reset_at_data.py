from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import SMTP, CallFault, Work


@dataclass(frozen=True)
class ResetAtData(CallFault):
    """The connection is reset when the mail's content is about to be sent."""

    protocols: ClassVar = SMTP
    work: ClassVar = Work.NOT_DONE

    def applies_to(self, call: ProxiedCall) -> bool:
        return call.message.method == "DATA"

    async def apply(self, call: ProxiedCall) -> None:
        call.reset("reset at DATA")
