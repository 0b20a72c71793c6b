from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import EVERY, CallFault, Work


@dataclass(frozen=True)
class NoAnswer(CallFault):
    """The proxy reads the call and never answers; the callee does not get it."""

    protocols: ClassVar = EVERY
    work: ClassVar = Work.NOT_DONE

    async def apply(self, call: ProxiedCall) -> None:
        await call.leave_unanswered("no answer")
