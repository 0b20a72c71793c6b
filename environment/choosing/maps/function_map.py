"""Which functions each scenario runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from environment.evidence.baseline.scenario_id import ScenarioId

FIRST = 1
"""The number of a recording of all scenarios: with it the numbers begin anew."""


class MappedFunction(NamedTuple):
    """A function: its file below the project, and its qualified name."""

    file: str
    name: str


@dataclass(frozen=True)
class FunctionMap:
    """ran: the functions by scenario. at_start: those that ran while no scenario was under way.

    recordings: the number of the recording that a scenario's functions are of, where it is not the first.
    """

    ran: Mapping[ScenarioId, frozenset[MappedFunction]] = field(default_factory=dict)
    at_start: frozenset[MappedFunction] = frozenset()
    recordings: Mapping[ScenarioId, int] = field(default_factory=dict)

    def __or__(self, other: FunctionMap) -> FunctionMap:
        """What the other has replaces what is known of the same scenarios."""
        earlier = {each: number for each, number in self.recordings.items() if each not in other.ran}
        return FunctionMap(
            {**self.ran, **other.ran}, self.at_start | other.at_start, {**earlier, **other.recordings}
        )

    def of_recording(self, number: int) -> FunctionMap:
        """The same, as what the recording with this number has seen."""
        return replace(self, recordings={} if number == FIRST else dict.fromkeys(self.ran, number))

    @cached_property
    def scenarios_of(self) -> Mapping[MappedFunction, frozenset[ScenarioId]]:
        """The scenarios by the function that they run."""
        found: dict[MappedFunction, set[ScenarioId]] = {}
        for scenario, functions in self.ran.items():
            for each in functions:
                found.setdefault(each, set()).add(scenario)
        return {function: frozenset(scenarios) for function, scenarios in found.items()}

    def by_feature(self) -> Mapping[str, Mapping[ScenarioId, frozenset[MappedFunction]]]:
        """The scenarios by the file of their feature."""
        features: dict[str, dict[ScenarioId, frozenset[MappedFunction]]] = {}
        for scenario, functions in self.ran.items():
            features.setdefault(scenario.feature, {})[scenario] = functions
        return features
