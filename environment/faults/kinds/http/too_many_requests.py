from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import HTTP, CallFault, Work
from environment.faults.protocols.http_answers import generated_answer


@dataclass(frozen=True)
class TooManyRequests(CallFault):
    """429 with Retry-After, in seconds or as an HTTP date (RFC 9110, section 10.2.3)."""

    retry_after: int | str = 1
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    protocols: ClassVar = HTTP
    work: ClassVar = Work.NOT_DONE

    async def apply(self, call: ProxiedCall) -> None:
        call.answer(generated_answer(429, self.body, {**self.headers, "Retry-After": str(self.retry_after)}))
