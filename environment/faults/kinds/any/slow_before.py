from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import EVERY, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class SlowBefore(CallFault):
    """The call takes its time on the way to the callee, and arrives even if the caller has given up."""

    seconds: float
    protocols: ClassVar = EVERY
    work: ClassVar = Work.DONE

    async def play(self, call: Call) -> None:
        await call.pause(self.seconds)
        call.pass_on(await call.forward())
