from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import POSTGRES, CallFault, Work
from environment.faults.kinds.postgres import compiled

if TYPE_CHECKING:
    from environment.faults.call import Call


@dataclass(frozen=True)
class CutAtStatement(CallFault):
    """The connection is cut when a statement comes that this regular expression is found in.

    The server does not see the statement and rolls the transaction back.
    """

    statement: str
    protocols: ClassVar = POSTGRES
    work: ClassVar = Work.NOT_DONE

    def __post_init__(self) -> None:
        compiled(self.statement)

    def wants(self, call: Call) -> bool:
        return compiled(self.statement).search(call.unit.summary) is not None

    async def play(self, call: Call) -> None:
        call.reset("cut before the statement left")
