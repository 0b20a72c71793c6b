"""Layout: indentation, the spelling of keywords, and headings with nothing below them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from behave.model import ScenarioOutline

from environment.tools.lint.source import Source, StyleFinding

_STEP = 2  # spaces for each level


def lines_are_indented(source: Source) -> Iterator[StyleFinding]:
    """Each level is indented by two spaces: what belongs together is seen without reading."""
    lines = source.text.splitlines()
    for number, line in enumerate(lines, 1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            yield StyleFinding(source.path, number, "indent with spaces, not with tabs")
    for number, what, level in sorted(set(_levels(source))):
        written = lines[number - 1]
        found, wanted = len(written) - len(written.lstrip()), _STEP * level
        if found != wanted and "\t" not in written[:found]:
            sentence = f"{what} indented by {wanted} spaces, not by {found}"
            yield StyleFinding(source.path, number, sentence)


def keywords_are_spelled_out(source: Source) -> Iterator[StyleFinding]:
    """Each step begins with one of five words, with a capital letter; the parser takes more."""
    lines = source.text.splitlines()
    for step in source.steps():
        written = lines[step.line - 1].split(maxsplit=1)[0]
        if written == "*":
            yield source.finding(step, 'write Given, When, Then, And or But for "*"')
        elif written != step.keyword:
            yield source.finding(step, f'write "{step.keyword}" for "{written}"')


def headings_hold_scenarios(source: Source) -> Iterator[StyleFinding]:
    """A feature and a rule without scenarios promise what nothing shows; tags at the end select nothing."""
    owners = (source.feature, *source.rules)
    for owner in owners:
        if not owner.scenarios and not (owner is source.feature and source.rules):
            yield source.finding(owner, f"a {owner.keyword} has scenarios, and this one has none")
    if source.feature.parser.tags:
        line = source.feature.parser.tags[0].line
        sentence = "these tags belong to nothing: a Scenario or another heading stands below tags"
        yield StyleFinding(source.path, line, sentence)


def _levels(source: Source) -> Iterator[tuple[int, str, int]]:
    """The line of each heading, step and row, what stands there, and its level of indentation."""
    yield from _heading(source.feature, 0)
    for owner, level in ((source.feature, 1), *((rule, 2) for rule in source.rules)):
        if level > 1:
            yield from _heading(owner, level - 1)
        if owner.background and owner.background.steps:  # a rule inherits one without steps
            yield owner.background.line, "a Background is", level
            yield from ((step.line, "a step is", level + 1) for step in owner.background.steps)
        for scenario in owner.scenarios:
            yield from _scenario(scenario, level)


def _scenario(scenario: Any, level: int) -> Iterator[tuple[int, str, int]]:
    yield from _heading(scenario, level)
    yield from ((step.line, "a step is", level + 1) for step in scenario.steps)
    for examples in scenario.examples if isinstance(scenario, ScenarioOutline) else ():
        yield from _heading(examples, level + 1)
        rows = [examples.table, *examples.table.rows] if examples.table else []
        yield from ((row.line, "a row is", level + 2) for row in rows)


def _heading(statement: Any, level: int) -> Iterator[tuple[int, str, int]]:
    yield statement.line, f"{statement.keyword}: is", level
    yield from ((tag.line, f"tags of a {statement.keyword} are", level) for tag in statement.tags)
