from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import SMTP, CallFault, Work
from environment.faults.kinds.smtp.replies import refuse


@dataclass(frozen=True)
class MailboxUnavailable(CallFault):
    """The mail server rejects the mail permanently: 550, by default for the recipient."""

    at: Literal["GREETING", "MAIL", "RCPT", "DATA", "END OF DATA"] = "RCPT"
    text: str = "no such mailbox"
    protocols: ClassVar = SMTP
    work: ClassVar = Work.NOT_DONE

    def applies_to(self, call: ProxiedCall) -> bool:
        return call.message.method == self.at

    async def apply(self, call: ProxiedCall) -> None:
        refuse(call, 550, "5.1.1", self.text)
