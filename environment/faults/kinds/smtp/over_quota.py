from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from environment.faults.fault import SMTP, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class OverQuota(CallFault):
    """The mail server has taken as much as it may: 452, usually for the recipient (RFC 5321, 4.2.3)."""

    at: Literal["MAIL", "RCPT", "DATA", "END OF DATA"] = "RCPT"
    text: str = "4.2.2 the quota is used up"
    protocols: ClassVar = SMTP
    work: ClassVar = Work.NOT_DONE

    def wants(self, call: Call) -> bool:
        return call.unit.method == self.at

    async def play(self, call: Call) -> None:
        call.answer(f"452 {self.text}\r\n".encode())
