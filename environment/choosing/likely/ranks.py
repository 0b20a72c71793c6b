"""Orders of scenarios by what they are worth, and several orders in one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import chain

from environment.choosing.known_scenario import KnownScenario
from environment.evidence.baseline.scenario_id import ScenarioId

_NEIGHBOR = 0.9


def in_order(
    scenarios: Iterable[KnownScenario], weights: Mapping[ScenarioId, float], likeness: Mapping[str, float]
) -> tuple[str, ...]:
    """The names of the scenarios, the most promising first.

    weights: how specific each scenario is for the change.
    likeness: by name, how much a scenario speaks of what the defect is about (0 to 1).

    First what is most alike, then what is at stake, what is specific, and what is quick. Of a feature each
    further scenario is worth less: where one has not noticed a change, its neighbor rarely does.
    """
    features: defaultdict[str, list[KnownScenario]] = defaultdict(list)

    def rank(each: KnownScenario, worth: float) -> tuple[float, int, float, float, str]:
        return -worth, each.stake, -weights[each.identity], each.seconds, each.name

    def first_rank(each: KnownScenario) -> tuple[float, int, float, float, str]:
        return rank(each, likeness.get(each.name, 0.0))

    for each in sorted(scenarios, key=first_rank):
        features[each.identity.feature].append(each)
    ranked = [
        (rank(each, likeness.get(each.name, 0.0) * _NEIGHBOR**turn), turn)
        for group in features.values()
        for turn, each in enumerate(group)
    ]
    ordered = sorted(ranked, key=lambda it: (it[0][0], it[1], it[0]))
    return tuple(ranks[-1] for ranks, _ in ordered)


def in_turn(*orders: Iterable[str]) -> tuple[str, ...]:
    """The names of several orders, one of each in turn; none twice."""
    return tuple(dict.fromkeys(chain.from_iterable(zip(*orders, strict=True))))
