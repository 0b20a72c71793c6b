"""Why a change can touch a scenario."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from environment.evidence.baseline.scenario_id import ScenarioId


class Closeness(Enum):
    """How a scenario is related to what has changed, the closest first. The value is for the console."""

    TEXT = "whose text has changed"
    FUNCTION = "that run what has changed"
    USER = "that run what uses it"
    SERVICE = "that cross the changed service"
    EVERYTHING = "since every scenario depends on it"
    WITHOUT_MAP = "without a map that may run it"

    @property
    def nearness(self) -> float:
        """From 1 for a scenario that has changed itself, to 0 for one that is not known to be related."""
        return 1 - list(Closeness).index(self) / (len(Closeness) - 1)


@dataclass(frozen=True)
class Touch:
    """why: a sentence about the change."""

    closeness: Closeness
    why: str


@dataclass
class TouchedScenarios:
    """The scenarios that a change can touch, each with the closest reason.

    by_pages_alone: the changed files that no scenario of this run can notice, since it uses no pages.
    """

    touches: dict[ScenarioId, Touch] = field(default_factory=dict)
    by_pages_alone: list[str] = field(default_factory=list)

    def add(self, scenarios: Iterable[ScenarioId], closeness: Closeness, why: str) -> None:
        """Add scenarios for one reason."""
        order = list(Closeness)
        for each in scenarios:
            known = self.touches.get(each)
            if known is None or order.index(closeness) < order.index(known.closeness):
                self.touches[each] = Touch(closeness, why)

    def groups(self, among: Iterable[ScenarioId]) -> Mapping[Closeness, int]:
        """How many of these scenarios are touched, by closeness."""
        counts = Counter(self.touches[each].closeness for each in among if each in self.touches)
        return {each: counts[each] for each in Closeness if counts[each]}
