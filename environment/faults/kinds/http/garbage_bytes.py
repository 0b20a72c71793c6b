from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import HTTP, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call

_GARBAGE = b"\x16\x03\x01\x02\x00garbage\x00\xff\r\n\r\n"  # begins like a TLS record, ends like nothing


@dataclass(frozen=True)
class GarbageBytes(CallFault):
    """The answer is not HTTP at all; with `after_work` the callee has done the work all the same."""

    after_work: bool = False
    protocols: ClassVar = HTTP
    work: ClassVar = Work.CHOSEN

    async def play(self, call: Call) -> None:
        if self.after_work:
            await call.forward()
        await call.say(_GARBAGE, "garbage bytes")
        call.close("garbage bytes")
