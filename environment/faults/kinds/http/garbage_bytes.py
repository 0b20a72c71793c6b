from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import HTTP, CallFault, Work

_GARBAGE = b"\x16\x03\x01\x02\x00garbage\x00\xff\r\n\r\n"  # begins like a TLS record


@dataclass(frozen=True)
class GarbageBytes(CallFault):
    """The answer is not HTTP; with `after_work` the callee has done the work."""

    after_work: bool = False
    protocols: ClassVar = HTTP
    work: ClassVar = Work.CHOSEN

    async def apply(self, call: ProxiedCall) -> None:
        if self.after_work:
            await call.forward()
        await call.answer_part(_GARBAGE, "garbage bytes")
        call.close("garbage bytes")
