"""Builds parameter types: a pattern of words, and the function that converts them to a value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from parse import with_pattern

Converter = Callable[[str], Any]


def phrase(pattern: str, converter: Converter, alternatives: Iterable[str] = ()) -> Converter:
    """The words that match this regular expression, converted by a function that names the known words.

    `alternatives` are all phrases there are, where they are few.
    """

    def convert(text: str) -> Any:
        return converter(text)

    made: Any = with_pattern(pattern)(convert)
    made.alternatives = tuple(alternatives)
    typed: Converter = made
    return typed


def alternatives_of(converter: Converter) -> tuple[str, ...]:
    """All phrases of a parameter type; empty where there are too many to list."""
    found: tuple[str, ...] = getattr(converter, "alternatives", ())
    return found


def one_of(table: Mapping[str, Any]) -> Converter:
    """One of the phrases of a table, converted to its value; the longest phrase that fits is taken."""
    longest_first = sorted(table, key=len, reverse=True)
    return phrase("|".join(map(re.escape, longest_first)), table.__getitem__, table)
