"""The feature files as the page needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from environment.tools.specification.kinds import ExampleKind

PLANNED = "planned"


@dataclass(frozen=True)
class SpecifiedStep:
    """A sentence, and its table, or an empty one."""

    keyword: str
    sentence: str
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Example:
    """A scenario that runs, or one row of an outline. `result` is Allure's word, or empty if never run."""

    kind: ExampleKind
    result: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A scenario or an outline as it is written."""

    title: str
    tags: tuple[str, ...]
    steps: tuple[SpecifiedStep, ...]
    headings: tuple[str, ...]
    examples: tuple[Example, ...]

    @property
    def planned(self) -> bool:
        """Whether it is agreed and not yet built."""
        return PLANNED in self.tags


@dataclass(frozen=True)
class Rule:
    """A business rule with its scenarios; the sentence is empty for scenarios without a rule."""

    sentence: str
    background: tuple[SpecifiedStep, ...]
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True)
class Feature:
    """One feature file."""

    path: str
    title: str
    tags: tuple[str, ...]
    narrative: tuple[str, ...]
    background: tuple[SpecifiedStep, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class FeatureFolder:
    """A folder of features."""

    name: str
    title: str
    features: tuple[Feature, ...]

    @property
    def scenarios(self) -> Iterator[Scenario]:
        """The scenarios of all features."""
        return (each for feature in self.features for rule in feature.rules for each in rule.scenarios)

    def count(self, kind: ExampleKind, *, planned: bool) -> int:
        """How many examples of this kind are built, or planned."""
        return sum(
            example.kind is kind
            for scenario in self.scenarios
            if scenario.planned is planned
            for example in scenario.examples
        )


def results(points: Iterable[FeatureFolder]) -> Counter[str]:
    """How many examples have which last result; those of planned scenarios count as planned."""
    return Counter(
        PLANNED if scenario.planned else example.result or "not run"
        for point in points
        for scenario in point.scenarios
        for example in scenario.examples
    )
