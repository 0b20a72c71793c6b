"""Text in a feature file that stands where only steps can stand, and is therefore never run.

Gherkin allows a description below every heading. A misspelled keyword makes a step, or a whole scenario,
part of such a description: the run is green without it. Features and rules may have a description, the other
headings may not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from behave.exception import ConfigError
from behave.i18n import languages
from behave.model import Rule, ScenarioOutline

_STEPS = ("given", "when", "then", "and", "but")
_HEADINGS = ("background", "rule", "scenario", "scenario_outline", "examples")
_SIMILARITY = 0.7


@dataclass(frozen=True, slots=True)
class FreeText:
    """One line that is not run: its number, and how to correct it."""

    line: int
    sentence: str


def refuse_free_text(features: list[Any]) -> None:
    """Raises ConfigError for text that is not run, with a line `file:line: sentence` for each finding."""
    found = [
        f"{feature.filename}:{each.line}: {each.sentence}"
        for feature in features
        for each in free_text(feature)
    ]
    if found:
        raise ConfigError("\n".join(found))


def free_text(feature: Any) -> Iterator[FreeText]:
    """The lines of a parsed feature that are not run, in the order of the file."""
    lines = [line.strip() for line in Path(feature.filename).read_text("utf-8").splitlines()]
    found = [*_of_owner(feature, lines)]
    for rule in (item for item in feature.run_items if isinstance(item, Rule)):
        found.extend(_of_owner(rule, lines))
    yield from sorted(found, key=lambda each: each.line)


def _of_owner(owner: Any, lines: list[str]) -> Iterator[FreeText]:
    """The findings in a feature or a rule, without those of the rules below it."""
    words = languages[getattr(owner, "language", None) or owner.feature.language]
    for line, text in _places(owner, lines):
        if guess := _lost_heading(text, words):
            yield FreeText(line, f'"{text}" is a description, so it is not run: {guess}')
    for statement in (*filter(None, [owner.background]), *owner.scenarios):
        for line, text in _places(statement, lines):
            yield FreeText(
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
    if first in {word for kind in _STEPS for word in words[kind]}:
        return "steps stand below a Scenario or a Background"
    headings = [word for kind in _HEADINGS for word in words[kind]]
    heading, colon, _ = text.partition(":")
    if colon and (guess := _closest(heading, headings)):
        return f'did you mean "{guess}:"?'
    return f'did you forget the colon of "{first.strip()}:"?' if first.strip() in headings else ""


def _meant_step(statement: Any, text: str, words: dict[str, list[str]]) -> str:
    keywords = [word.strip() for kind in _STEPS for word in words[kind] if word.strip() != "*"]
    guess = _closest(text.split(maxsplit=1)[0].rstrip(":,"), keywords)
    return f'did you mean "{guess}"?' if guess else f"a {statement.keyword} holds steps alone"


def _closest(word: str, known: list[str]) -> str:
    spelled = {each.lower(): each for each in known}
    found = get_close_matches(word.lower(), list(spelled), n=1, cutoff=_SIMILARITY)
    return spelled[found[0]] if found else ""


def _steps_below_examples(outline: Any) -> Iterator[FreeText]:
    """The parser takes a step below the examples for the last step of the outline."""
    first = min((each.line for each in outline.examples), default=None)
    for step in outline.steps:
        if first is not None and step.line > first:
            yield FreeText(
                step.line, f'"{step.keyword} {step.name}" stands below the Examples: steps stand above them'
            )
