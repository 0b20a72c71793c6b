from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from environment.faults.fault import SMTP, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class MailboxUnavailable(CallFault):
    """The mail server will never take this mail: 550, usually for the recipient."""

    at: Literal["GREETING", "MAIL", "RCPT", "DATA", "END OF DATA"] = "RCPT"
    text: str = "5.1.1 no such mailbox"
    protocols: ClassVar = SMTP
    work: ClassVar = Work.NOT_DONE

    def wants(self, call: Call) -> bool:
        return call.unit.method == self.at

    async def play(self, call: Call) -> None:
        call.answer(f"550 {self.text}\r\n".encode())
