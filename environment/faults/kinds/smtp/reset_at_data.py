from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import SMTP, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class ResetAtData(CallFault):
    """The connection is reset when the mail's content is about to be sent."""

    protocols: ClassVar = SMTP
    work: ClassVar = Work.NOT_DONE

    def wants(self, call: Call) -> bool:
        return call.unit.method == "DATA"

    async def play(self, call: Call) -> None:
        call.reset("reset at DATA")
