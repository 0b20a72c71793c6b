"""The scenarios that the feature files have now, by the keys under which the history knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from behave.parser import parse_file

from environment.evidence.answers.record import tier_of
from environment.reporting.behave_model import title_of
from environment.session.history.of_run import PLANNED, scenario_keys
from environment.session.matrix.expansion import CellSelection, fill_examples


@dataclass(frozen=True)
class ExistingScenario:
    """A scenario of a feature file. folder: that of its feature, below `features/`."""

    key: str
    title: str
    where: str
    folder: str
    tier: str
    planned: bool


def existing_scenarios(features: Path) -> Mapping[str, ExistingScenario]:
    """Every scenario by its key, without the rows of long tables, of which each day has others.

    Raises behave.parser.ParserError where a file is no Gherkin.
    """
    parsed = [parse_file(str(file)) for file in sorted(features.rglob("*.feature"))]
    fill_examples(parsed, CellSelection())
    keys = scenario_keys(parsed)
    scenarios = (each for feature in parsed for each in feature.walk_scenarios())
    return {
        keys[id(each)]: ExistingScenario(
            key=keys[id(each)],
            title=title_of(each),
            where=f"{Path(each.filename).as_posix()}:{each.line}",
            folder=Path(each.filename).parent.name,
            tier=tier_of(each.effective_tags),
            planned=PLANNED in each.effective_tags,
        )
        for each in scenarios
    }


def titles_that_run(scenarios: Iterable[ExistingScenario]) -> frozenset[str]:
    """The titles of the scenarios that can catch something: planned ones do not run."""
    return frozenset(each.title for each in scenarios if not each.planned)
