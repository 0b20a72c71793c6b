"""The scenarios that a defect may be shown to, and the order that is likely to show it soonest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from environment.attach.forecast import load
from environment.choosing.known_scenario import KnownScenario
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.session.workers.durations import known_durations

_NOT_SHOWN = frozenset({"planned", "matrix", "crash", "pairs", "load"})


def known_scenarios() -> tuple[KnownScenario, ...]:
    """The scenarios of the default run, in the order of their files."""
    features, *_ = load(("features",))
    seconds = known_durations()
    return tuple(
        KnownScenario.of_scenario(each, seconds)
        for feature in features
        for each in feature.walk_scenarios()
        if not _NOT_SHOWN & set(each.effective_tags)
    )


def in_order(scenarios: Iterable[KnownScenario], weights: Mapping[ScenarioId, float]) -> tuple[str, ...]:
    """The names of the scenarios, the most promising first.

    weights: how specific a scenario is for the change. Scenarios without a weight come last.

    In a feature first what is at stake, then what is specific, then what is quick. The best scenarios of all
    features precede the second best ones: where one has not noticed a change, its neighbor rarely does.
    """
    features: defaultdict[str, list[KnownScenario]] = defaultdict(list)

    def promise(each: KnownScenario) -> tuple[bool, int, float, float, str]:
        weight = weights.get(each.identity)
        return weight is None, each.stake, -(weight or 0.0), each.seconds, each.name

    for each in sorted(scenarios, key=promise):
        features[each.identity.feature].append(each)
    turns = [(turn, promise(each)) for group in features.values() for turn, each in enumerate(group)]
    return tuple(promised[-1] for _, promised in sorted(turns, key=lambda it: (it[1][0], it[0], it[1])))
