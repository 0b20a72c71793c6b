"""Kinds that know PostgreSQL."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from environment.faults.errors import BadFault

if TYPE_CHECKING:
    from environment.faults.call import Call

_COMMIT = re.compile(r"\bCOMMIT\b(?! PREPARED)", re.IGNORECASE)
_BEGIN = re.compile(r"^\s*BEGIN\b", re.IGNORECASE)


@cache
def compiled(statement: str) -> re.Pattern[str]:
    """The pattern of a statement; raises BadFault where it is no regular expression."""
    try:
        return re.compile(statement, re.IGNORECASE)
    except re.error as error:
        raise BadFault(f"{statement!r} is no regular expression: {error}.") from None


def commits(call: Call, statement: str) -> bool:
    """Whether this is the COMMIT of a transaction with such a statement, whoever commits meanwhile."""
    if not _COMMIT.search(call.unit.summary):
        return False
    return any(compiled(statement).search(said) for said in _transaction(call))


def _transaction(call: Call) -> list[str]:
    """What was said on this connection since its transaction began."""
    edge, said = call.link.edge, list[str]()
    for record in edge.recorder.since(0, edge.name):
        if record.connection == call.link.number:
            if _BEGIN.search(record.summary):
                said.clear()
            said.append(record.summary)
    return said
