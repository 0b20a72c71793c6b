"""Reads the feature files, and joins each scenario with its kind and its last result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from behave.model import Rule as BehaveRule
from behave.model import ScenarioOutline
from behave.parser import parse_file
from behave.runner_util import load_step_modules
from behave.step_registry import registry

from environment.reporting.behave_model import folder_title, row_of, tags_of, title_of
from environment.reporting.kept_results import keyed
from environment.reporting.last_results import LastResult
from environment.reporting.specified_text import SpecifiedText
from environment.reporting.tiers import tier_of
from environment.session.population import fill_all_tables
from environment.tools.specification.gaps import possible_kinds
from environment.tools.specification.kinds import KindsBySteps
from environment.tools.specification.model import (
    Example,
    Feature,
    FeatureFolder,
    Rule,
    Scenario,
    SpecifiedStep,
)
from environment.topology import topology
from steps.parameter_types import registry as words

Results = Mapping[str, LastResult]
_HOLE = re.compile(r"<([^<>]+)>")  # in the title of an outline that has no row here


def integration_points(folder: Path, results: Results) -> tuple[FeatureFolder, ...]:
    """Every folder of features; raises behave.parser.ParserError where a file is no Gherkin.

    The long tables are filled as in a run of today. Raises BadMatrix or TableError for mistakes in them.
    """
    _load_steps()
    parsed = [parse_file(str(file)) for file in sorted(folder.glob("*/*.feature"))]
    fill_all_tables(parsed)
    reader = _Reader(results)
    return tuple(
        FeatureFolder(
            place.name,
            folder_title(str(place / "any.feature")) or place.name,
            tuple(map(reader.feature, features)),
            possible_kinds(place.name, topology()),
        )
        for place, features in groupby(parsed, key=lambda feature: Path(feature.filename).parent)
    )


@cache
def _load_steps() -> None:
    """Fill behave's registry of steps, whose sentences have words of ours."""
    assert words.TYPES
    load_step_modules(["steps"])


class _Reader:
    def __init__(self, results: Results) -> None:
        self._results = results
        self._kinds, self._text = KindsBySteps(registry), SpecifiedText(registry)

    def feature(self, parsed: Any) -> Feature:
        keys = {id(scenario): key for key, scenario in keyed(parsed.walk_scenarios())}
        return Feature(
            path=Path(parsed.filename).as_posix(),
            title=parsed.name,
            tags=tuple(map(str, parsed.tags)),
            narrative=tuple(parsed.description),
            background=_steps(parsed.background),
            rules=tuple(self._rule(item, keys) for item in _rules(parsed)),
        )

    def _rule(self, item: Any, keys: Mapping[int, str]) -> Rule:
        background = item.background if isinstance(item, BehaveRule) else None
        scenarios = tuple(self._scenario(each, keys) for each in item.run_items)
        return Rule(item.name, _steps(background), scenarios)

    def _scenario(self, written: Any, keys: Mapping[int, str]) -> Scenario:
        rows = list(written.scenarios) if isinstance(written, ScenarioOutline) else [written]
        examples = tuple(self._example(row, keys[id(row)]) for row in rows)
        has_holes = isinstance(written, ScenarioOutline) and "<" in written.name and examples
        return Scenario(
            title=examples[0].title if has_holes else _HOLE.sub(r"\1", written.name),
            tags=tuple(tags_of(rows[0]) if rows else map(str, written.tags)),
            steps=_steps(written),
            headings=tuple(row_of(rows[0])) if rows else (),
            examples=examples,
        )

    def _example(self, scenario: Any, key: str) -> Example:
        last = self._results.get(key)
        return Example(
            title=title_of(scenario),
            kind=self._kinds.of(scenario),
            last=last,
            older=last is not None and last.text != self._text.digest(scenario),
            tier=tier_of(scenario.effective_tags),
            cells=tuple(row_of(scenario).values()),
        )


def _rules(feature: Any) -> Iterator[Any]:
    """The rules; scenarios outside of any rule belong to one without a sentence."""
    without_rule = [item for item in feature.run_items if not isinstance(item, BehaveRule)]
    if without_rule:
        yield _ScenariosWithoutRule(without_rule)
    yield from (item for item in feature.run_items if isinstance(item, BehaveRule))


class _ScenariosWithoutRule:
    """Scenarios outside of any rule, with the attributes of behave's Rule."""

    name = ""

    def __init__(self, run_items: list[Any]) -> None:
        self.run_items = run_items


def _steps(owner: Any) -> tuple[SpecifiedStep, ...]:
    return tuple(
        SpecifiedStep(step.keyword, step.name, _table(step)) for step in (owner.steps if owner else ())
    )


def _table(step: Any) -> tuple[tuple[str, ...], ...]:
    return (tuple(step.table.headings), *(tuple(row.cells) for row in step.table)) if step.table else ()
