from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import HTTP, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class DeliveredTwice(CallFault):
    """The callee gets the call twice, one after the other or at once; the caller gets one answer."""

    at_once: bool = False
    protocols: ClassVar = HTTP
    work: ClassVar = Work.TWICE

    async def play(self, call: Call) -> None:
        if self.at_once:
            _, answer = await asyncio.gather(call.forward_copy(), call.forward())
        else:
            await call.forward_copy()
            answer = await call.forward()
        call.pass_on(answer)
