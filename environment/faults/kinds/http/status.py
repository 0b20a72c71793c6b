from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from environment.faults.errors import BadFault
from environment.faults.fault import HTTP, CallFault, Work
from environment.faults.http_answers import made_up

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class Status(CallFault):
    """Any 4xx or 5xx with any body; with `after_work` the callee has done the work all the same.

    A body that is no text is sent as JSON. Without a body the answer is a problem+json of that status.
    """

    code: int
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    after_work: bool = False
    protocols: ClassVar = HTTP
    work: ClassVar = Work.CHOSEN

    def __post_init__(self) -> None:
        if not 400 <= self.code <= 599:
            raise BadFault(f"A status is 400 to 599, not {self.code}.")

    async def play(self, call: Call) -> None:
        if self.after_work:
            await call.forward()
        call.answer(made_up(self.code, self.body, self.headers))
