from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import SMTP, CallFault, Work


@dataclass(frozen=True)
class ServiceUnavailable(CallFault):
    """The mail server is not available: 421, by default as the greeting, and the connection is closed."""

    at: Literal["GREETING", "MAIL", "RCPT", "DATA", "END OF DATA"] = "GREETING"
    text: str = "4.3.2 try again later"
    protocols: ClassVar = SMTP
    work: ClassVar = Work.NOT_DONE

    def applies_to(self, call: ProxiedCall) -> bool:
        return call.message.method == self.at

    async def apply(self, call: ProxiedCall) -> None:
        await call.answer_part(f"421 {self.text}\r\n".encode(), "421")
        call.close("421")
