from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import EVERY, CallFault, Work


@dataclass(frozen=True)
class SlowBefore(CallFault):
    """The call is delayed on the path to the callee, and arrives even if the caller has given up."""

    seconds: float
    protocols: ClassVar = EVERY
    work: ClassVar = Work.DONE

    async def apply(self, call: ProxiedCall) -> None:
        await call.pause(self.seconds)
        call.pass_on(await call.forward())
