"""What stands in the feature files, as the page needs it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from environment.tools.specification.kinds import Kind

PLANNED = "planned"


@dataclass(frozen=True)
class Step:
    """A sentence, with its table where it has one."""

    keyword: str
    sentence: str
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Case:
    """What runs: a scenario, or one row of an outline. `result` is Allure's word, or empty if never run."""

    kind: Kind
    result: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A scenario or an outline as it is written."""

    title: str
    tags: tuple[str, ...]
    steps: tuple[Step, ...]
    headings: tuple[str, ...]
    cases: tuple[Case, ...]

    @property
    def planned(self) -> bool:
        """Whether it is agreed and not built yet."""
        return PLANNED in self.tags


@dataclass(frozen=True)
class Rule:
    """A business rule with its examples; an empty sentence where the feature has no rules."""

    sentence: str
    background: tuple[Step, ...]
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True)
class Feature:
    """One file."""

    path: str
    title: str
    tags: tuple[str, ...]
    narrative: tuple[str, ...]
    background: tuple[Step, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class IntegrationPoint:
    """A folder of features."""

    name: str
    title: str
    features: tuple[Feature, ...]

    @property
    def scenarios(self) -> Iterator[Scenario]:
        """All of them."""
        return (each for feature in self.features for rule in feature.rules for each in rule.scenarios)

    def count(self, kind: Kind, *, planned: bool) -> int:
        """How many cases of this kind are built, or are planned."""
        return sum(
            case.kind is kind
            for scenario in self.scenarios
            if scenario.planned is planned
            for case in scenario.cases
        )


def results(points: Iterable[IntegrationPoint]) -> Counter[str]:
    """How many cases have which last result; planned ones count as planned."""
    return Counter(
        PLANNED if scenario.planned else case.result or "not run"
        for point in points
        for scenario in point.scenarios
        for case in scenario.cases
    )
