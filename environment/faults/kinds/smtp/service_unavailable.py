from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from environment.faults.fault import SMTP, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class ServiceUnavailable(CallFault):
    """The mail server has no time: 421, usually instead of a greeting, and it hangs up."""

    at: Literal["GREETING", "MAIL", "RCPT", "DATA", "END OF DATA"] = "GREETING"
    text: str = "4.3.2 try again later"
    protocols: ClassVar = SMTP
    work: ClassVar = Work.NOT_DONE

    def wants(self, call: Call) -> bool:
        return call.unit.method == self.at

    async def play(self, call: Call) -> None:
        await call.say(f"421 {self.text}\r\n".encode(), "421")
        call.close("421")
