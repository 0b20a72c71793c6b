"""Each step of the features is a sentence of the steps, with values that its placeholders allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from behave.model import ScenarioOutline, ScenarioOutlineBuilder

from environment.sentences.loading import step_registry
from environment.sentences.understanding import misunderstanding
from environment.session.long_tables import fill_long_tables
from environment.session.matrix.expansion import CellSelection, fill_examples
from environment.tools.lint.source import Source, StyleFinding

_PLANNED = "planned"  # agreed and not yet built: there may be no sentence for it
_ANY_SEED = "any"  # the rows of a sample are those of a table of which another tier has all


@dataclass(frozen=True)
class StepCheck:
    """What was found in the steps, and how much was looked at; each row of an outline is a scenario."""

    findings: list[StyleFinding]
    scenarios: int
    steps: int
    sentences: int

    def __str__(self) -> str:
        return f"{self.scenarios} scenarios, {self.steps} steps beside {self.sentences} sentences"


@dataclass(frozen=True)
class _Use:
    """A step in one scenario: the line of its row in the Examples, or None, and what is wrong with it."""

    row: int | None
    why: str


def check_steps(sources: Sequence[Source]) -> StepCheck:
    """Compare every step with the sentences, also in rows that come from tables outside of the features.

    Raises BadMatrix or TableError for such a table.
    """
    registry = step_registry()
    features = [source.feature for source in sources]
    fill_examples(features, CellSelection())
    fill_long_tables(features, _ANY_SEED)
    known: dict[tuple[Any, ...], str] = {}
    found: list[StyleFinding] = []
    scenarios = steps = 0
    for source in sources:
        uses: defaultdict[int, list[_Use]] = defaultdict(list)
        for row, step in _steps(source):
            steps += 1
            key = (step.step_type, step.name, step.table is None, step.text is None)
            if key not in known:
                known[key] = misunderstanding(step, registry.find_match(step), registry)
            uses[step.line].append(_Use(row, known[key]))
        scenarios += sum(len(list(_rows(scenario))) for scenario in source.scenarios)
        found.extend(finding for line in uses for finding in _findings(source, line, uses[line]))
    sentences = {each.pattern for definitions in registry.steps.values() for each in definitions}
    return StepCheck(found, scenarios, steps, len(sentences))


def _steps(source: Source) -> Iterator[tuple[int | None, Any]]:
    """Each step that is run, in the words of its row, with the line of this row where the file has one."""
    for scenario in source.scenarios:
        if _PLANNED in scenario.effective_tags:
            continue
        yield from ((None, step) for step in scenario.background_steps)
        for row in _rows(scenario):
            yield from ((row.line if row else None, _filled(step, row)) for step in scenario.steps)


def _rows(scenario: Any) -> Iterator[Any]:
    """The rows of an outline; None for a scenario without rows."""
    if not isinstance(scenario, ScenarioOutline):
        yield None
        return
    for examples in scenario.examples:
        if _PLANNED not in examples.tags:
            yield from examples.table or ()


def _filled(step: Any, row: Any) -> Any:
    """The step of a row. behave would copy the whole step, which takes most of the time of all checks."""
    if row is None:
        return step
    filled = copy(step)
    filled.name = ScenarioOutlineBuilder.render_template(step.name, row)
    return filled


def _findings(source: Source, line: int, uses: Sequence[_Use]) -> Iterator[StyleFinding]:
    """One for the step where it is wrong in every scenario, else one for each row with a wrong value."""
    wrong = [use for use in uses if use.why]
    in_rows = len({use.why for use in uses}) > 1 and all(use.row for use in wrong)
    if in_rows:
        for use in wrong:
            yield StyleFinding(source.path, use.row or line, f"for the step of line {line}: {use.why}")
    elif wrong:
        yield StyleFinding(source.path, line, wrong[0].why)
