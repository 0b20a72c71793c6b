from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import EVERY, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class ResetBefore(CallFault):
    """The connection is reset before the call reaches the callee."""

    protocols: ClassVar = EVERY
    work: ClassVar = Work.NOT_DONE

    async def play(self, call: Call) -> None:
        call.reset("reset before the call left")
