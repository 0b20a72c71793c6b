"""Builds parameter types: a pattern of words, the function that converts them, and what it allows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from parse import with_pattern

Converter = Callable[[str], Any]


class ValueNotAllowed(ValueError):
    """A value of a sentence that its parameter type does not allow.

    `problem` says what is wrong with the value.
    """

    def __init__(self, value: str, problem: str) -> None:
        super().__init__(problem)
        self.value = value
        self.problem = problem


def phrase(
    pattern: str, converter: Converter, alternatives: Iterable[str] = (), forms: Iterable[str] = ()
) -> Converter:
    """The words that match this regular expression, converted by a function that says what is wrong.

    `alternatives` are all phrases there are, where they are few. `forms` show how the words are written where
    they are many: examples, or forms in which braces mark a gap. The type raises ValueNotAllowed.
    """

    def convert(text: str) -> Any:
        try:
            return converter(text)
        except ValueError as error:
            raise ValueNotAllowed(text, str(error)) from error

    made: Any = with_pattern(pattern)(convert)
    made.alternatives, made.forms = tuple(alternatives), tuple(forms)
    typed: Converter = made
    return typed


def one_of(table: Mapping[str, Any]) -> Converter:
    """One of the phrases of a table, converted to its value; the longest phrase that fits is taken."""
    longest_first = sorted(table, key=len, reverse=True)
    return phrase("|".join(map(re.escape, longest_first)), table.__getitem__, table)


def alternatives_of(converter: Converter) -> tuple[str, ...]:
    """All phrases of a parameter type; empty where there are too many to list."""
    found: tuple[str, ...] = getattr(converter, "alternatives", ())
    return found


def forms_of(converter: Converter) -> tuple[str, ...]:
    """How the words of a parameter type are written; empty where all phrases are listed."""
    found: tuple[str, ...] = getattr(converter, "forms", ())
    return found
