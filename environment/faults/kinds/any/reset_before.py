from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import EVERY, CallFault, Work


@dataclass(frozen=True)
class ResetBefore(CallFault):
    """The connection is reset before the call reaches the callee."""

    protocols: ClassVar = EVERY
    work: ClassVar = Work.NOT_DONE

    async def apply(self, call: ProxiedCall) -> None:
        call.reset("reset before the call left")
