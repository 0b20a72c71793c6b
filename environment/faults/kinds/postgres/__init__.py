"""Kinds that apply to PostgreSQL."""

from __future__ import annotations

import re
from functools import cache

from environment.faults.call import ProxiedCall
from environment.faults.errors import InvalidFault

_COMMIT = re.compile(r"\bCOMMIT\b(?! PREPARED)", re.IGNORECASE)
_BEGIN = re.compile(r"^\s*(?:BEGIN|START\s+TRANSACTION)\b", re.IGNORECASE)


@cache
def compiled(statement: str) -> re.Pattern[str]:
    """The pattern of a statement. Raises InvalidFault if it is no regular expression."""
    try:
        return re.compile(statement, re.IGNORECASE)
    except re.error as error:
        raise InvalidFault(f"{statement!r} is no regular expression: {error}.") from None


def is_commit(call: ProxiedCall) -> bool:
    """Whether the call is a COMMIT."""
    return _COMMIT.search(call.message.summary) is not None


def commits(call: ProxiedCall, statement: str) -> bool:
    """Whether the call is the COMMIT of a transaction with such a statement."""
    return is_commit(call) and any(compiled(statement).search(each) for each in _transaction(call))


def _transaction(call: ProxiedCall) -> list[str]:
    """The statements on this connection since its transaction began."""
    statements = list[str]()
    for summary in call.summaries():
        if _BEGIN.search(summary):
            statements.clear()
        statements.append(summary)
    return statements
