from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import HTTP, CallFault, Work
from environment.faults.http_answers import made_up

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class TooManyRequests(CallFault):
    """429 with Retry-After, in seconds or as an HTTP date (RFC 9110, section 10.2.3)."""

    retry_after: int | str = 1
    body: object = None
    headers: dict[str, str] = field(default_factory=dict)
    protocols: ClassVar = HTTP
    work: ClassVar = Work.NOT_DONE

    async def play(self, call: Call) -> None:
        call.answer(made_up(429, self.body, {**self.headers, "Retry-After": str(self.retry_after)}))
