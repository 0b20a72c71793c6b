"""Reads the feature files, and the last result of each scenario."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from behave.model import Rule as BehaveRule
from behave.model import ScenarioOutline, ScenarioOutlineBuilder
from behave.parser import parse_file

from environment.reporting.behave_model import folder_title, identity_of, row_of, tags_of, title_of
from environment.session.matrix.expansion import CellSelection, fill_examples
from environment.tools.specification.kinds import kind_of
from environment.tools.specification.model import (
    Example,
    Feature,
    FeatureFolder,
    Rule,
    Scenario,
    SpecifiedStep,
)

Results = Mapping[str, str]


def last_results(folder: Path) -> Results:
    """Allure's status of each scenario by its history id; the later one where there are two."""
    found = (json.loads(file.read_bytes()) for file in folder.glob("*-result.json"))
    ordered = sorted(found, key=lambda result: result.get("stop", 0))
    return {result["historyId"]: result["status"] for result in ordered}


def integration_points(folder: Path, results: Results) -> tuple[FeatureFolder, ...]:
    """Every folder of features; raises behave.parser.ParserError where a file is no Gherkin."""
    return tuple(
        FeatureFolder(
            place.name,
            folder_title(str(files[0])) or place.name,
            tuple(_feature(file, results) for file in files),
        )
        for place in sorted(folder.iterdir())
        if place.is_dir() and (files := sorted(place.glob("*.feature")))
    )


def titles(folder: Path) -> frozenset[str]:
    """The titles of all scenarios as the report has them, with those of the matrix's cells."""
    parsed = [parse_file(str(file)) for file in sorted(folder.rglob("*.feature"))]
    fill_examples(parsed, CellSelection())
    return frozenset(title_of(scenario) for feature in parsed for scenario in feature.walk_scenarios())


def _feature(path: Path, results: Results) -> Feature:
    parsed = parse_file(str(path))
    titles: Counter[str] = Counter()

    def example(scenario: Any, sentences: list[str]) -> Example:
        identity = identity_of(scenario, 0)
        history = hashlib.sha256(identity_of(scenario, titles[identity]).encode()).hexdigest()
        titles[identity] += 1
        row = row_of(scenario)
        kind = kind_of(ScenarioOutlineBuilder.render_template(each, row) for each in sentences)
        return Example(kind, results.get(history, ""), tuple(row.values()))

    def scenario(written: Any) -> Scenario:
        sentences = [f"{step.keyword} {step.name}" for step in written.all_steps]
        steps = _steps(written)
        rows = _rows(written)
        tags = tags_of(rows[0]) if rows else []
        headings = tuple(row_of(rows[0])) if rows else ()
        examples = tuple(example(row, sentences) for row in rows)
        return Scenario(written.name, tuple(tags), steps, headings, examples)

    def rule(item: Any) -> Rule:
        background = item.background if isinstance(item, BehaveRule) else None
        return Rule(item.name, _steps(background), tuple(scenario(each) for each in item.run_items))

    return Feature(
        path=path.as_posix(),
        title=parsed.name,
        tags=tuple(map(str, parsed.tags)),
        narrative=tuple(parsed.description),
        background=_steps(parsed.background),
        rules=tuple(rule(item) for item in _rules(parsed)),
    )


def _rows(written: Any) -> list[Any]:
    """The scenarios of an outline, built without steps: copying those would take most of the page's time."""
    if not isinstance(written, ScenarioOutline):
        return [written]
    written.steps = []
    return list(written.scenarios)


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
