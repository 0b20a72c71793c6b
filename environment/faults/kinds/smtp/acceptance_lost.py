from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import SMTP, CallFault, Work
from environment.faults.smtp_speech import END_OF_DATA

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class AcceptanceLost(CallFault):
    """The mail server takes the mail; its 250 never arrives, so a careless sender sends it again."""

    protocols: ClassVar = SMTP
    work: ClassVar = Work.DONE

    def wants(self, call: Call) -> bool:
        return call.unit.method == END_OF_DATA

    async def play(self, call: Call) -> None:
        answer = await call.forward()
        call.reset(f"answer {answer.outcome} lost")
