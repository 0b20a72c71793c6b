from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import HTTP, CallFault, Work
from environment.faults.http_answers import made_up, with_body

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class MalformedJson(CallFault):
    """The answer says it is JSON, has the right length, and ends in the middle of the document.

    It is the callee's own answer; with `after_work` false the callee never saw the call.
    """

    after_work: bool = True
    protocols: ClassVar = HTTP
    work: ClassVar = Work.CHOSEN

    async def play(self, call: Call) -> None:
        if not self.after_work:
            call.answer(made_up(200, '{"id": "1", "status": "succ', {"Content-Type": "application/json"}))
            return
        answer = await call.forward()
        call.answer(with_body(answer, lambda body: body[: max(1, len(body) // 2)]))
