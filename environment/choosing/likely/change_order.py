"""The order in which the scenarios of a run are likely to notice a change."""

from __future__ import annotations

from collections.abc import Sequence

from environment.choosing.change.changed_file import ChangedFile
from environment.choosing.change.code_change import code_change
from environment.choosing.change.touched import Closeness, TouchedScenarios
from environment.choosing.known_scenario import KnownScenario
from environment.choosing.likely.change_words import words_of_change
from environment.choosing.likely.likely_first import LikelyFirst
from environment.choosing.likely.likeness import Likeness
from environment.choosing.maps.function_map import MappedFunction
from environment.choosing.reach import ScenarioReach
from environment.choosing.risk import Risk

_TEXT = Closeness.TEXT


class ChangeOrder:
    """Scenarios whose text has changed, or that were red lately, begin; then the others that it can touch.

    Those that it cannot touch come last, by risk.
    """

    def __init__(self, reach: ScenarioReach, likeness: Likeness, risk: Risk) -> None:
        """`likeness` compares with the texts of the scenarios that `reach` has."""
        self._reach, self._risk = reach, risk
        self._likely = LikelyFirst(reach, likeness)

    def of(self, files: Sequence[ChangedFile], touched: TouchedScenarios) -> list[KnownScenario]:
        """All scenarios of the reach, for a change of these files."""
        ranked = self._risk.order(self._reach.scenarios)
        own = [each for each in ranked if each.name in self._risk.red or _closeness(each, touched) is _TEXT]
        left = [each for each in ranked if each not in own]
        others = [each for each in left if each.identity in touched.touches]
        untouched = [each for each in left if each.identity not in touched.touches]
        weights = dict.fromkeys((each.identity for each in others), 0.0)
        specific = self._reach.weights(functions_of(files))
        weights |= {each: weight for each, weight in specific.items() if each in weights}
        paths = [each.path for each in files]
        by_risk = [each.name for each in others]
        names = self._likely.order(weights, words_of_change(files), paths, by_risk)
        by_name = {each.name: each for each in others}
        return [*own, *(by_name[each] for each in names), *untouched]


def functions_of(files: Sequence[ChangedFile]) -> frozenset[MappedFunction]:
    """The functions whose bodies have changed, as the maps name them."""
    code = (each for each in files if each.is_text and each.path.endswith(".py"))
    return frozenset(
        MappedFunction(each.path, name)
        for each in code
        for name in code_change(each.before, each.after).functions
    )


def _closeness(scenario: KnownScenario, touched: TouchedScenarios) -> Closeness | None:
    touch = touched.touches.get(scenario.identity)
    return touch.closeness if touch else None
