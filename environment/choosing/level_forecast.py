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


def forecast_levels(paths: tuple[str, ...] = ("features",)) -> tuple[LevelForecast, ...]:
    """The forecast for all levels of all orders; the same set of real services is looked at once."""
    features, steps, config = load(paths)
    chosen = selected(features, config)
    by_real: dict[frozenset[str], Mapping[str, str | None]] = {}
    found = []
    for level in _levels():
        real = frozenset(level.real)
        if real not in by_real:
            by_real[real] = _reasons(level, chosen, steps)
        found.append(LevelForecast(level, by_real[real]))
    return tuple(found)


def _levels() -> Iterator[IntegrationLevel]:
    orders = integration_orders()
    for order in orders.levels:
        yield from orders.all_levels(order)


def _reasons(level: IntegrationLevel, scenarios: list[Any], steps: Any) -> dict[str, str | None]:
    reach, offer = LevelReach(level, CommittedBaseline()), Offer(unsupported_at(level))
    return {key_of(each): _reason(each, steps, offer, reach) for each in scenarios}


def _reason(scenario: Any, steps: Any, offer: Offer, reach: LevelReach) -> str | None:
    unmet = unmet_needs(scenario, steps, offer)
    return unmet[0].reason if unmet else reach.why_not(scenario, steps)
