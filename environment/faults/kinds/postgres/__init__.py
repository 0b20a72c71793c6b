"""Kinds that know PostgreSQL."""

from __future__ import annotations

import re
from functools import cache

from environment.faults.errors import BadFault


@cache
def compiled(statement: str) -> re.Pattern[str]:
    """The pattern of a statement; raises BadFault where it is no regular expression."""
    try:
        return re.compile(statement, re.IGNORECASE)
    except re.error as error:
        raise BadFault(f"{statement!r} is no regular expression: {error}.") from None
