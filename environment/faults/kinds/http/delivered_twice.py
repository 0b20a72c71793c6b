from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import HTTP, CallFault, Work


@dataclass(frozen=True)
class DeliveredTwice(CallFault):
    """The callee gets the call twice, one after the other or at once; the caller gets one answer."""

    at_once: bool = False
    protocols: ClassVar = HTTP
    work: ClassVar = Work.TWICE

    async def apply(self, call: ProxiedCall) -> None:
        if self.at_once:
            _, answer = await asyncio.gather(call.forward_copy(), call.forward())
        else:
            await call.forward_copy()
            answer = await call.forward()
        call.pass_on(answer)
