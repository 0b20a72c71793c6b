from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import EVERY, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class NoAnswer(CallFault):
    """The call is taken and never answered; the callee does not see it."""

    protocols: ClassVar = EVERY
    work: ClassVar = Work.NOT_DONE

    async def play(self, call: Call) -> None:
        await call.silence("no answer")
