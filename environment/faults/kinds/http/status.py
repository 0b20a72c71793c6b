from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.errors import InvalidFault
from environment.faults.fault_kind import HTTP, CallFault, Work
from environment.faults.protocols.http_answers import generated_answer
from environment.faults.protocols.quoted_request import quoting


@dataclass(frozen=True)
class Status(CallFault):
    """Any final status with any body; with `after_work` the callee has done the work.

    A text is sent as it is, any other body as JSON. Without a body the answer is a problem+json. A body may
    quote the request: `{path 3}`, `{query limit}`, `{form amount}`.
    """

    code: int
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    after_work: bool = False
    protocols: ClassVar = HTTP
    work: ClassVar = Work.CHOSEN

    def __post_init__(self) -> None:
        if not 200 <= self.code <= 599:
            raise InvalidFault(f"A status is 200 to 599, not {self.code}.")

    async def apply(self, call: ProxiedCall) -> None:
        if self.after_work:
            await call.forward()
        call.answer(generated_answer(self.code, quoting(self.body, call.message), self.headers))
