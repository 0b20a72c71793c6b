from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from environment.faults.fault import POSTGRES, CallFault, Work
from environment.faults.kinds.postgres import compiled

if TYPE_CHECKING:
    from environment.faults.call import Call

_COMMIT = re.compile(r"\bCOMMIT\b(?! PREPARED)", re.IGNORECASE)
_BEGIN = re.compile(r"^\s*BEGIN\b", re.IGNORECASE)


@dataclass(frozen=True)
class CommitLostAfter(CallFault):
    """The server commits a transaction with such a statement, and the connection is cut before it can say so.

    `statement` is a regular expression. Other transactions pass, whoever commits them meanwhile: a service's
    own workers do so all the time.
    """

    statement: str
    protocols: ClassVar = POSTGRES
    work: ClassVar = Work.DONE

    def __post_init__(self) -> None:
        compiled(self.statement)

    def wants(self, call: Call) -> bool:
        if not _COMMIT.search(call.unit.summary):
            return False
        return any(compiled(self.statement).search(said) for said in _transaction(call))

    async def play(self, call: Call) -> None:
        answer = await call.forward()
        call.reset(f"{answer.outcome} done, not acknowledged")


def _transaction(call: Call) -> list[str]:
    """What was said on this connection since its transaction began."""
    edge, said = call.link.edge, list[str]()
    for record in edge.recorder.since(0, edge.name):
        if record.connection == call.link.number:
            if _BEGIN.search(record.summary):
                said.clear()
            said.append(record.summary)
    return said
