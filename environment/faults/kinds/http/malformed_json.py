from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import HTTP, CallFault, Work
from environment.faults.protocols.http_answers import generated_answer, with_body


@dataclass(frozen=True)
class MalformedJson(CallFault):
    """The answer says it is JSON, has the right length, and ends in the middle of the document.

    It is half of the callee's own answer; without `after_work` the callee does not get the call.
    """

    after_work: bool = True
    protocols: ClassVar = HTTP
    work: ClassVar = Work.CHOSEN

    async def apply(self, call: ProxiedCall) -> None:
        if not self.after_work:
            call.answer(
                generated_answer(200, '{"id": "1", "status": "succ', {"Content-Type": "application/json"})
            )
            return
        answer = await call.forward()
        call.answer(with_body(answer, lambda body: body[: max(1, len(body) // 2)]))
