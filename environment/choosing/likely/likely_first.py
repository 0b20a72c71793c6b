"""The scenarios that may notice a change, the likeliest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.likely.likeness import Likeness
from environment.choosing.likely.ranks import in_order, in_turn
from environment.choosing.reach import ScenarioReach
from environment.evidence.baseline.scenario_id import ScenarioId


class LikelyFirst:
    """Takes in turn a scenario that speaks of what has changed, and those by what they run of its files.

    On the main path nearly all scenarios run the changed function, and words tell them apart; what is called
    otherwise in the features than in the code is found by what the scenarios run.
    """

    def __init__(self, reach: ScenarioReach, likeness: Likeness) -> None:
        """`likeness` compares with the texts of the scenarios that `reach` has."""
        self._reach, self._likeness = reach, likeness

    def order(
        self,
        weights: Mapping[ScenarioId, float],
        words: Counter[str],
        files: Collection[str],
        *others: Sequence[str],
    ) -> tuple[str, ...]:
        """The names of the scenarios that have a weight: more for one that is more specific for the change.

        words: what the change is about. files: what it changes.
        others: orders of the same names, which have their turn as well.
        """
        reach = self._reach
        in_files = reach.functions_in(files)
        chosen = [each for each in reach.scenarios if each.identity in weights]
        rare = reach.weights(in_files)
        much = {each: float(len(in_files & ran)) for each, ran in reach.maps.ran.items()}
        promising = (self._likeness.to(words), _shares(chosen, rare), _shares(chosen, much))
        return in_turn(*(in_order(chosen, weights, each) for each in promising), *others)


def _shares(scenarios: Sequence[KnownScenario], numbers: Mapping[ScenarioId, float]) -> dict[str, float]:
    """By name the number of each scenario, as a part of the largest."""
    most = max((numbers.get(each.identity, 0.0) for each in scenarios), default=0.0) or 1.0
    return {each.name: numbers.get(each.identity, 0.0) / most for each in scenarios}
