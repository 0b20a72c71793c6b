"""Titles: they name a behavior, state outcome and condition, and are unique."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from environment.tools.lint.source import Source, StyleFinding

_EMPTY_WORDS = re.compile(r"\b(verif(y|ies|ied)|tests?|testing|should)\b", re.IGNORECASE)


def title_is_the_file_name_in_words(source: Source) -> Iterator[StyleFinding]:
    """A reader finds the file of a feature by its title in the report."""
    wanted = source.path.stem.replace("_", " ")
    title = " ".join(re.findall(r"[a-z0-9]+", source.feature.name.lower()))
    if title != wanted:
        yield source.finding(source.feature, f'the feature is called as its file: "{wanted.capitalize()}"')


def titles_are_unique(source: Source) -> Iterator[StyleFinding]:
    """In the report, two scenarios of one title look like one that was run twice."""
    for statements in (source.rules, source.scenarios):
        seen: dict[str, Any] = {}
        for statement in statements:
            first = seen.setdefault(statement.name, statement)
            if first is not statement:
                yield source.finding(statement, f"line {first.line} has the same title")


def titles_say_something(source: Source) -> Iterator[StyleFinding]:
    """A title states outcome and condition; a rule is a full sentence that could be wrong."""
    for statement in (source.feature, *source.rules, *source.scenarios):
        if not statement.name:
            yield source.finding(statement, f"this {statement.keyword} has no title")
        empty = _EMPTY_WORDS.search(statement.name)
        if empty:
            yield source.finding(statement, f'a title says what happens and when, without "{empty.group()}"')
    for rule in source.rules:
        if rule.name and len(rule.name.split()) < 4:
            yield source.finding(rule, "a rule is a full sentence that could be wrong")
