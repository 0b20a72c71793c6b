from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from environment.faults.fault import SMTP, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class Greylisted(CallFault):
    """The mail server wants the mail again later: 450, usually for the recipient."""

    at: Literal["GREETING", "MAIL", "RCPT", "DATA", "END OF DATA"] = "RCPT"
    text: str = "4.2.0 greylisted, try again later"
    protocols: ClassVar = SMTP
    work: ClassVar = Work.NOT_DONE

    def wants(self, call: Call) -> bool:
        return call.unit.method == self.at

    async def play(self, call: Call) -> None:
        call.answer(f"450 {self.text}\r\n".encode())
