"""Sizes and order: what fits on one screen and reads as one example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from environment.reporting.behave_model import REASON_HEADINGS
from environment.session.matrix.expansion import fills
from environment.tools.lint.source import Finding, Source

MOST_LINES = 80
MOST_SCENARIOS = 6
MOST_BACKGROUND_STEPS = 3
MOST_ROWS = 8
FEWEST_STEPS, MOST_STEPS = 3, 7


def file_is_short(source: Source) -> Iterator[Finding]:
    """A feature fits on one screen; one that enumerates does without the rows of its tables."""
    lines = len(source.text.splitlines()) - (_rows(source) if source.enumerated else 0)
    if lines >= MOST_LINES:
        yield Finding(
            source.path, MOST_LINES, f"{lines} lines: a feature has fewer than {MOST_LINES}; split it"
        )


def scenarios_are_few(source: Source) -> Iterator[Finding]:
    """A feature is one behavior."""
    for scenario in source.scenarios[MOST_SCENARIOS:]:
        yield source.says(scenario, f"a feature has at most {MOST_SCENARIOS} scenarios: this is one too many")


def scenarios_stand_below_a_rule(source: Source) -> Iterator[Finding]:
    """A scenario is an example of exactly one rule."""
    for scenario in source.feature.scenarios:
        yield source.says(scenario, "a scenario is an example of a rule: put it below a Rule")


def backgrounds_are_short_and_given(source: Source) -> Iterator[Finding]:
    """A background holds little, and no act."""
    for background in source.backgrounds:
        if len(background.steps) > MOST_BACKGROUND_STEPS:
            yield source.says(background, f"a Background has at most {MOST_BACKGROUND_STEPS} lines")
        for step in background.steps:
            if step.step_type != "given":
                yield source.says(step, f"a Background only says what is given, not {step.keyword}")


def steps_are_three_to_seven(source: Source) -> Iterator[Finding]:
    """What a background gives counts for the fewest, since it is part of the story."""
    for scenario in source.scenarios:
        own, given = len(scenario.steps), len(scenario.background_steps)
        if own > MOST_STEPS:
            yield source.says(scenario, f"{own} steps: a scenario has at most {MOST_STEPS}")
        if own + given < FEWEST_STEPS:
            yield source.says(scenario, f"{own + given} steps: a scenario has at least {FEWEST_STEPS}")


def one_act_then_what_is_seen(source: Source) -> Iterator[Finding]:
    """Given, one When, Then - in this order."""
    for scenario in source.scenarios:
        yield from _order(source, scenario)
        acts = [step for step in scenario.steps if step.step_type == "when"]
        for act in acts[1:]:
            yield source.says(act, "a scenario has one act: what came before belongs into Given")
        if not any(step.step_type == "then" for step in scenario.steps):
            yield source.says(scenario, "a scenario says what can be seen: it has no Then")


def _order(source: Source, scenario: Any) -> Iterator[Finding]:
    rank = {"given": 0, "when": 1, "then": 2}
    highest = 0
    for step in scenario.steps:
        if rank[step.step_type] < highest:
            yield source.says(
                step, f"{step.step_type.title()} comes too late: the order is Given, When, Then"
            )
        highest = max(highest, rank[step.step_type])


def outlines_are_small_and_say_why(source: Source) -> Iterator[Finding]:
    """An outline is one rule at several values, with a column that says why.

    A table that was written of what was recorded has a row for each call: leaving one out is no style.
    """
    for outline in source.outlines:
        tables = [example.table for example in outline.examples if example.table]
        rows = sum(len(table.rows) for table in tables)
        if not rows and not any(fills(example) for example in outline.examples):
            yield source.says(outline, "an outline has examples: a header and at least one row")
        if rows > MOST_ROWS and not source.enumerated:
            yield source.says(outline, f"{rows} rows: an outline has at most {MOST_ROWS}")
        for table in tables:
            if not REASON_HEADINGS & {heading.lower() for heading in table.headings}:
                yield Finding(
                    source.path, table.line or outline.line, 'an outline says why each row: a column "why"'
                )


def _rows(source: Source) -> int:
    tables = [example.table for outline in source.outlines for example in outline.examples if example.table]
    return sum(len(table.rows) for table in tables)
