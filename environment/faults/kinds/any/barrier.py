from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.errors import BadFault
from environment.faults.fault import EVERY, CallFault, Work

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class Barrier(CallFault):
    """Calls wait until so many have come, or until the test releases them: a race without luck.

    Without `calls` only the test releases them, all at once or one by one. They wait before the callee sees
    them, or with `after_work` on their way back. A call arrives even if its caller has given up.
    """

    calls: int | None = None
    after_work: bool = False
    protocols: ClassVar = EVERY
    work: ClassVar = Work.CHOSEN

    def __post_init__(self) -> None:
        if self.calls is not None and self.calls < 1:
            raise BadFault(f"A barrier waits for 1 call or more, not {self.calls}.")

    async def play(self, call: Call) -> None:
        if self.after_work:
            answer = await call.forward()
            await self._wait(call)
        else:
            await self._wait(call)
            answer = await call.forward()
        call.pass_on(answer)

    async def _wait(self, call: Call) -> None:
        armed = call.armed
        assert armed is not None
        if self.calls is not None and len(armed.held) + 1 >= self.calls:
            armed.release()
        await call.hold()
