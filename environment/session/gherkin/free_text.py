"""Text in a feature file that stands where only steps can stand, and is therefore never run.

Gherkin allows a description below every heading. A misspelled keyword makes a step, or a whole scenario,
part of such a description: the run is green without it. Features and rules may have a description, the other
headings may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from behave.i18n import languages
from behave.model import Rule, ScenarioOutline

from environment.session.gherkin.keywords import HEADINGS, STEPS, closest_heading, closest_step_keyword


@dataclass(frozen=True, slots=True)
class FeatureMistake:
    """A mistake in a feature file: its line, and how to correct it."""

    line: int
    sentence: str


def free_text(feature: Any) -> Iterator[FeatureMistake]:
    """The lines of a parsed feature that are not run, in the order of the file."""
    lines = [line.strip() for line in Path(feature.filename).read_text("utf-8").splitlines()]
    found = [*_of_owner(feature, lines)]
    for rule in (item for item in feature.run_items if isinstance(item, Rule)):
        found.extend(_of_owner(rule, lines))
    yield from sorted(found, key=lambda each: each.line)


def _of_owner(owner: Any, lines: list[str]) -> Iterator[FeatureMistake]:
    """The findings in a feature or a rule, without those of the rules below it."""
    words = languages[getattr(owner, "language", None) or owner.feature.language]
    for line, text in _places(owner, lines):
        if guess := _lost_heading(text, words):
            yield FeatureMistake(line, f'"{text}" is a description, so it is not run: {guess}')
    for statement in (*filter(None, [owner.background]), *owner.scenarios):
        for line, text in _places(statement, lines):
            yield FeatureMistake(
                line, f'"{text}" is no step, so it is not run: {_meant_step(statement, text, words)}'
            )
        if isinstance(statement, ScenarioOutline):
            yield from _steps_below_examples(statement)


def _places(statement: Any, lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines of a description, and their numbers; the parser keeps the text only."""
    number = statement.line
    for text in statement.description:
        number = lines.index(text, number) + 1
        yield number, text


def _lost_heading(text: str, words: dict[str, list[str]]) -> str:
    """What was probably meant by a line of a description that reads like a heading or a step; or nothing."""
    first = f"{text.split(maxsplit=1)[0]} "
    if first in {word for kind in STEPS for word in words[kind]}:
        return "steps stand below a Scenario or a Background"
    headings = [word for kind in HEADINGS for word in words[kind]]
    heading, colon, _ = text.partition(":")
    if colon and (guess := closest_heading(heading, words)):
        return f'did you mean "{guess}:"?'
    return f'did you forget the colon of "{first.strip()}:"?' if first.strip() in headings else ""


def _meant_step(statement: Any, text: str, words: dict[str, list[str]]) -> str:
    guess = closest_step_keyword(text, words)
    return f'did you mean "{guess}"?' if guess else f"a {statement.keyword} holds steps alone"


def _steps_below_examples(outline: Any) -> Iterator[FeatureMistake]:
    """The parser takes a step below the examples for the last step of the outline."""
    first = min((each.line for each in outline.examples), default=None)
    for step in outline.steps:
        if first is not None and step.line > first:
            yield FeatureMistake(
                step.line, f'"{step.keyword} {step.name}" stands below the Examples: steps stand above them'
            )
