from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import SMTP, CallFault, Work
from environment.faults.kinds.smtp.replies import refuse


@dataclass(frozen=True)
class OverQuota(CallFault):
    """The mailbox is over its quota: 452, by default for the recipient (RFC 5321, section 4.2.3)."""

    at: Literal["MAIL", "RCPT", "DATA", "END OF DATA"] = "RCPT"
    text: str = "the quota is used up"
    protocols: ClassVar = SMTP
    work: ClassVar = Work.NOT_DONE

    def applies_to(self, call: ProxiedCall) -> bool:
        return call.message.method == self.at

    async def apply(self, call: ProxiedCall) -> None:
        refuse(call, 452, "4.2.2", self.text)
