"""How much is at risk in a scenario, and the order that shows most of it soonest."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.noticed_defects import NoticedDefects
from environment.evidence.baseline.scenario_id import ScenarioId

_CHANGED, _RED, _ALONE, _STAKE = 4.0, 4.0, 2.0, 1.0
_STAKES = 4
_LEAST_SECONDS = 0.1


@dataclass(frozen=True)
class Risk:
    """What is known before a run.

    changed: how near a scenario is to the change, from 0 to 1.
    red: how often each scenario that was red lately was green since.
    noticed: which seeded defects the scenarios have noticed.
    covers: the functions and operations that each scenario runs, by its name; each may be wrong.
    """

    changed: Mapping[ScenarioId, float] = field(default_factory=dict)
    red: Mapping[str, int] = field(default_factory=dict)
    noticed: NoticedDefects = field(default_factory=NoticedDefects)
    covers: Mapping[str, frozenset[Hashable]] = field(default_factory=dict)

    def of(self, scenario: KnownScenario) -> float:
        """The risk of one scenario, in a unit of its own."""
        changed = self.changed.get(scenario.identity, 0.0)
        red = 1 / (1 + self.red[scenario.name]) if scenario.name in self.red else 0.0
        alone = self.noticed.alone.get(scenario.name, 0)
        stake = (_STAKES + 1 - scenario.stake) / (_STAKES + 1)
        return _CHANGED * changed + _RED * red + _ALONE * min(1, alone) + _STAKE * stake

    def for_each_second(self, scenario: KnownScenario, new: int = 0) -> float:
        """The risk that a second of the run covers; more for a scenario that covers so much that is `new`."""
        return self.of(scenario) * (1 + new) / max(_LEAST_SECONDS, scenario.seconds)

    def order(
        self, scenarios: Iterable[KnownScenario], begun: Iterable[KnownScenario] = ()
    ) -> list[KnownScenario]:
        """The most risk for each second first; the order of the files among equals.

        A scenario counts for what none before it covers, those that have `begun` included.
        """
        covers = _Covers(self.covers)
        covered = 0
        for each in begun:
            covered |= covers.of(each)

        def left(scenario: KnownScenario) -> float:
            return -self.for_each_second(scenario, (covers.of(scenario) & ~covered).bit_count())

        due = [(left(each), place, each) for place, each in enumerate(scenarios)]
        heapify(due)
        ordered: list[KnownScenario] = []
        while due:
            _, place, best = heappop(due)
            now = (left(best), place, best)
            if due and now > due[0]:  # what it covers was covered meanwhile: its place is further back
                heappush(due, now)
                continue
            ordered.append(best)
            covered |= covers.of(best)
        return ordered


class _Covers:
    """What scenarios cover as bits of a number, which thousands of comparisons need."""

    def __init__(self, covers: Mapping[str, frozenset[Hashable]]) -> None:
        self._covers = covers
        self._bits: dict[Hashable, int] = {}
        self._numbers: dict[str, int] = {}

    def of(self, scenario: KnownScenario) -> int:
        if scenario.name not in self._numbers:
            places = (
                self._bits.setdefault(each, len(self._bits)) for each in self._covers.get(scenario.name, ())
            )
            self._numbers[scenario.name] = sum(1 << each for each in places)
        return self._numbers[scenario.name]
