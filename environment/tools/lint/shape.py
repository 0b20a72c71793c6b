"""Sizes and order: a feature fits on one screen, a scenario reads as one example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from environment.reporting.behave_model import REASON_HEADINGS
from environment.session.gherkin.silent_mistakes import mistakes
from environment.tools.lint.source import Source, StyleFinding

MOST_LINES = 80
MOST_SCENARIOS = 6
MOST_BACKGROUND_STEPS = 3
MOST_ROWS = 8
FEWEST_STEPS, MOST_STEPS = 3, 7


def file_is_short(source: Source) -> Iterator[StyleFinding]:
    """A feature fits on one screen; the rows of an enumerating feature are not counted."""
    lines = len(source.text.splitlines()) - (_rows(source) if source.enumerated else 0)
    if lines >= MOST_LINES:
        yield StyleFinding(
            source.path, MOST_LINES, f"{lines} lines: a feature has fewer than {MOST_LINES}; split it"
        )


def scenarios_are_few(source: Source) -> Iterator[StyleFinding]:
    """A feature is one behavior."""
    for scenario in source.scenarios[MOST_SCENARIOS:]:
        yield source.finding(
            scenario, f"a feature has at most {MOST_SCENARIOS} scenarios: this is one too many"
        )


def scenarios_stand_below_a_rule(source: Source) -> Iterator[StyleFinding]:
    """A scenario is an example of exactly one rule."""
    for scenario in source.feature.scenarios:
        yield source.finding(scenario, "a scenario is an example of a rule: put it below a Rule")


def backgrounds_are_short_and_given(source: Source) -> Iterator[StyleFinding]:
    """A background is short and has no act."""
    for background in source.backgrounds:
        if len(background.steps) > MOST_BACKGROUND_STEPS:
            yield source.finding(background, f"a Background has at most {MOST_BACKGROUND_STEPS} lines")
        for step in background.steps:
            if step.step_type != "given":
                yield source.finding(step, f"a Background has only Given steps, no {step.keyword}")


def all_text_is_run(source: Source) -> Iterator[StyleFinding]:
    """What a file says and a run would leave out, or change; a run refuses it as well."""
    for each in mistakes(source.feature):
        yield StyleFinding(source.path, each.line, each.sentence)


def steps_are_three_to_seven(source: Source) -> Iterator[StyleFinding]:
    """The steps of the background count towards the minimum, since the reader needs them."""
    for scenario in source.scenarios:
        own, given = len(scenario.steps), len(scenario.background_steps)
        if own > MOST_STEPS:
            yield source.finding(scenario, f"{own} steps: a scenario has at most {MOST_STEPS}")
        if own + given < FEWEST_STEPS:
            yield source.finding(scenario, f"{own + given} steps: a scenario has at least {FEWEST_STEPS}")


def given_when_then_with_one_act(source: Source) -> Iterator[StyleFinding]:
    """Given, one When, Then - in this order."""
    for scenario in source.scenarios:
        yield from _order(source, scenario)
        acts = [step for step in scenario.steps if step.step_type == "when"]
        for act in acts[1:]:
            yield source.finding(act, "a scenario has one act: earlier acts belong into Given")
        if not any(step.step_type == "then" for step in scenario.steps):
            yield source.finding(scenario, "a scenario states an outcome: it has no Then")


def _order(source: Source, scenario: Any) -> Iterator[StyleFinding]:
    rank = {"given": 0, "when": 1, "then": 2}
    highest = 0
    for step in scenario.steps:
        if rank[step.step_type] < highest:
            yield source.finding(
                step, f"{step.step_type.title()} comes too late: the order is Given, When, Then"
            )
        highest = max(highest, rank[step.step_type])


def outlines_are_small_and_say_why(source: Source) -> Iterator[StyleFinding]:
    """An outline is one rule at several values, with a column that says why.

    A table that `make crash-points` has written has a row for each call and commit, as many as there are.
    """
    for outline in source.outlines:
        tables = [example.table for example in outline.examples if example.table]
        rows = sum(len(table.rows) for table in tables)
        if rows > MOST_ROWS and not source.enumerated:
            yield source.finding(outline, f"{rows} rows: an outline has at most {MOST_ROWS}")
        for table in tables:
            if not REASON_HEADINGS & {heading.lower() for heading in table.headings}:
                yield StyleFinding(
                    source.path, table.line or outline.line, 'an outline says why each row: a column "why"'
                )


def columns_fill_something(source: Source) -> Iterator[StyleFinding]:
    """A column that no text names was forgotten in a step: each row would run with the same value."""
    for outline in source.outlines:
        texts = "\n".join([outline.name, *(step.name for step in outline.steps)])
        for table in (example.table for example in outline.examples if example.table):
            for heading in table.headings:
                if heading.lower() not in REASON_HEADINGS and f"<{heading}>" not in texts:
                    sentence = (
                        f'the column "{heading}" fills nothing: write <{heading}> in a step, or leave it out'
                    )
                    yield StyleFinding(source.path, table.line or outline.line, sentence)


def _rows(source: Source) -> int:
    tables = [example.table for outline in source.outlines for example in outline.examples if example.table]
    return sum(len(table.rows) for table in tables)
