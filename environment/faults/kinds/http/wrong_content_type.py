from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import HTTP, CallFault, Work
from environment.faults.protocols.http_answers import with_header


@dataclass(frozen=True)
class WrongContentType(CallFault):
    """The callee's answer, with another Content-Type."""

    content_type: str = "text/html; charset=utf-8"
    protocols: ClassVar = HTTP
    work: ClassVar = Work.DONE

    async def apply(self, call: ProxiedCall) -> None:
        call.answer(with_header(await call.forward(), "Content-Type", self.content_type))
