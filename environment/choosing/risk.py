"""How much is at risk in a scenario, and the order that shows most of it soonest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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
    """

    changed: Mapping[ScenarioId, float] = field(default_factory=dict)
    red: Mapping[str, int] = field(default_factory=dict)
    noticed: NoticedDefects = field(default_factory=NoticedDefects)

    def of(self, scenario: KnownScenario) -> float:
        """The risk of one scenario, in a unit of its own."""
        changed = self.changed.get(scenario.identity, 0.0)
        red = 1 / (1 + self.red[scenario.name]) if scenario.name in self.red else 0.0
        alone = self.noticed.alone.get(scenario.name, 0)
        stake = (_STAKES + 1 - scenario.stake) / (_STAKES + 1)
        return _CHANGED * changed + _RED * red + _ALONE * min(1, alone) + _STAKE * stake

    def for_each_second(self, scenario: KnownScenario) -> float:
        """The risk that a second of the run covers."""
        return self.of(scenario) / max(_LEAST_SECONDS, scenario.seconds)

    def order(self, scenarios: Iterable[KnownScenario]) -> list[KnownScenario]:
        """The most risk for each second first; the order of the files among equals."""
        return sorted(scenarios, key=self.for_each_second, reverse=True)
