"""A phrase of a feature in its table, or an error that lists the phrases that exist."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Value = TypeVar("Value")


def lookup(what: str, name: str, table: Mapping[str, Value]) -> Value:
    """The entry of this name; `what` names the kind of entry in the ValueError, which lists all names."""
    if name not in table:
        raise ValueError(f"there is no {what} {name!r}; there are: {', '.join(table)}")
    return table[name]
