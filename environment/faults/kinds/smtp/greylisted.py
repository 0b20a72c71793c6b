from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import SMTP, CallFault, Work
from environment.faults.kinds.smtp.replies import refuse


@dataclass(frozen=True)
class Greylisted(CallFault):
    """The mail server defers the mail: 450, by default for the recipient."""

    at: Literal["GREETING", "MAIL", "RCPT", "DATA", "END OF DATA"] = "RCPT"
    text: str = "greylisted, try again later"
    protocols: ClassVar = SMTP
    work: ClassVar = Work.NOT_DONE

    def applies_to(self, call: ProxiedCall) -> bool:
        return call.message.method == self.at

    async def apply(self, call: ProxiedCall) -> None:
        refuse(call, 450, "4.2.0", self.text)
