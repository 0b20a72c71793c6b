from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import HTTP, CallFault, Work
from environment.faults.http_answers import with_header

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class WrongContentType(CallFault):
    """The callee's answer, declared as something else."""

    content_type: str = "text/html; charset=utf-8"
    protocols: ClassVar = HTTP
    work: ClassVar = Work.DONE

    async def play(self, call: Call) -> None:
        call.answer(with_header(await call.forward(), "Content-Type", self.content_type))
