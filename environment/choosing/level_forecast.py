"""Which scenarios each level of each order of integration can tell the truth about, without running any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from environment.attach.forecast import load
from environment.attach.needs import unmet_needs
from environment.choosing.level_reach import LevelReach
from environment.evidence.baseline.committed import CommittedBaseline
from environment.session.selection import key_of, selected
from environment.stack.offer import Offer
from environment.stack.stubs import unsupported_at
from environment.topology.integration import IntegrationLevel, integration_orders


@dataclass(frozen=True)
class LevelForecast:
    """One level. `reasons` has for each scenario why it is skipped there, None where it runs."""

    level: IntegrationLevel
    reasons: Mapping[str, str | None]

    @property
    def running(self) -> frozenset[str]:
        """The scenarios that run."""
        return frozenset(name for name, reason in self.reasons.items() if reason is None)


class _KnownMatches:
    """behave's registry, which finds the sentence of each step once."""

    def __init__(self, steps: Any) -> None:
        self._steps = steps
        self._found: dict[tuple[str, str], Any] = {}

    def find_match(self, step: Any) -> Any:
        """The match of a step with its sentence; None where it is none."""
        key = (step.step_type, step.name)
        if key not in self._found:
            self._found[key] = self._steps.find_match(step)
        return self._found[key]


class LevelForecaster:
    """Answers for the scenarios of these paths; levels with the same real services are looked at once."""

    def __init__(self, paths: tuple[str, ...] = ("features",)) -> None:
        features, steps, config = load(paths)
        self._steps = _KnownMatches(steps)  # each level looks at every step
        self.scenarios: Mapping[str, Any] = {key_of(each): each for each in selected(features, config)}
        self._known: dict[tuple[frozenset[str], str], str | None] = {}
        self._reach: dict[frozenset[str], LevelReach] = {}
        self._baseline = CommittedBaseline()

    def why_not(self, level: IntegrationLevel, name: str) -> str | None:
        """Why a scenario is skipped at a level; None where it runs."""
        key = frozenset(level.real), name
        if key not in self._known:
            scenario, offer = self.scenarios[name], Offer(unsupported_at(level))
            unmet = unmet_needs(scenario, self._steps, offer)
            reach = self._reach.setdefault(key[0], LevelReach(level, self._baseline))
            self._known[key] = unmet[0].reason if unmet else reach.why_not(scenario, self._steps)
        return self._known[key]

    def of_level(self, level: IntegrationLevel) -> LevelForecast:
        """The forecast for all scenarios at one level."""
        return LevelForecast(level, {name: self.why_not(level, name) for name in self.scenarios})


def forecast_levels(paths: tuple[str, ...] = ("features",)) -> tuple[LevelForecast, ...]:
    """The forecast for all levels of all orders."""
    forecaster = LevelForecaster(paths)
    return tuple(forecaster.of_level(level) for level in all_levels())


def all_levels() -> Iterator[IntegrationLevel]:
    """The levels of all orders, order by order."""
    orders = integration_orders()
    for order in orders.levels:
        yield from orders.all_levels(order)
