from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.errors import InvalidFault
from environment.faults.fault_kind import EVERY, CallFault, Work


@dataclass(frozen=True)
class Barrier(CallFault):
    """Calls wait until so many have come, or until the test releases them: a race without luck.

    Without `calls` only the test releases them, all at once or one by one. They wait before the callee gets
    them, or with `after_work` before their answers pass. A call arrives even if its caller has given up.
    """

    calls: int | None = None
    after_work: bool = False
    protocols: ClassVar = EVERY
    work: ClassVar = Work.CHOSEN

    def __post_init__(self) -> None:
        if self.calls is not None and self.calls < 1:
            raise InvalidFault(f"A barrier waits for 1 call or more, not {self.calls}.")

    async def apply(self, call: ProxiedCall) -> None:
        if self.after_work:
            answer = await call.forward()
            await call.hold(release_at=self.calls)
        else:
            await call.hold(release_at=self.calls)
            answer = await call.forward()
        call.pass_on(answer)
