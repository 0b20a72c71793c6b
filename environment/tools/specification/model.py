"""The feature files as the page needs them, each example with its kind and its last result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from environment.reporting.last_results import LastResult
from environment.reporting.tiers import DEFAULT_RUN, long_tiers
from environment.tools.specification.kinds import ExampleKind

PLANNED, NOT_RUN = "planned", "not run"
RESILIENCE = "resilience"


@dataclass(frozen=True)
class SpecifiedStep:
    """A sentence, and its table, or an empty one."""

    keyword: str
    sentence: str
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Example:
    """A scenario that runs, or one row of an outline; `title` has the values of the row.

    last: its last result, if there is one. older: whether that is older than the text, or its steps.
    tier: by the tag that leaves it out of the default run, if one does.
    """

    title: str
    kind: ExampleKind
    last: LastResult | None = None
    older: bool = False
    tier: str = DEFAULT_RUN
    cells: tuple[str, ...] = ()

    @property
    def result(self) -> str:
        """`planned`, `not run`, or Allure's word."""
        if self.tier == PLANNED:
            return PLANNED
        return self.last.status if self.last else NOT_RUN


@dataclass(frozen=True)
class Scenario:
    """A scenario or an outline as it is written. `title` has no placeholders: of an outline with some in
    its title, it is that of the first row."""

    title: str
    tags: tuple[str, ...]
    steps: tuple[SpecifiedStep, ...]
    headings: tuple[str, ...]
    examples: tuple[Example, ...]


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

    @property
    def examples(self) -> Iterator[Example]:
        """Those of all scenarios."""
        return (each for rule in self.rules for scenario in rule.scenarios for each in scenario.examples)


@dataclass(frozen=True)
class FeatureFolder:
    """A folder of features. `possible` are the kinds of example that it can have."""

    name: str
    title: str
    features: tuple[Feature, ...]
    possible: frozenset[ExampleKind]

    @property
    def is_resilience(self) -> bool:
        """Whether its features are about faults, on whichever integration point they occur."""
        return self.name == RESILIENCE

    @property
    def examples(self) -> Iterator[Example]:
        """Those of all features."""
        return (each for feature in self.features for each in feature.examples)

    def count(self, kind: ExampleKind) -> int:
        """How many scenarios of the default run are of this kind."""
        return sum(each.kind is kind for each in self.examples if each.tier == DEFAULT_RUN)

    def planned(self, *kinds: ExampleKind) -> int:
        """How many planned scenarios are of one of these kinds."""
        return sum(each.tier == PLANNED and each.kind in kinds for each in self.examples)


def by_tier(points: Iterable[FeatureFolder]) -> dict[str, list[Example]]:
    """All examples by tier, the default run first."""
    found: dict[str, list[Example]] = {tier: [] for tier in (DEFAULT_RUN, *long_tiers())}
    for point in points:
        for example in point.examples:
            found[example.tier].append(example)
    return {tier: examples for tier, examples in found.items() if examples or tier == DEFAULT_RUN}


def results(examples: Iterable[Example]) -> Counter[str]:
    """How many examples have which last result."""
    return Counter(example.result for example in examples)
