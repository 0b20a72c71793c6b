from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.fault_kind import POSTGRES, CallFault, Work
from environment.faults.kinds.postgres import compiled


@dataclass(frozen=True)
class CutAtStatement(CallFault):
    """The connection is cut at a statement that the regular expression `statement` is found in.

    The server does not get the statement, and rolls the transaction back.
    """

    statement: str
    protocols: ClassVar = POSTGRES
    work: ClassVar = Work.NOT_DONE

    def __post_init__(self) -> None:
        compiled(self.statement)

    def applies_to(self, call: ProxiedCall) -> bool:
        return compiled(self.statement).search(call.message.summary) is not None

    async def apply(self, call: ProxiedCall) -> None:
        call.reset("cut before the statement left")
