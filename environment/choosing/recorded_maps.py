"""What the maps of one recording know: of code that is younger than they are they know nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from environment.choosing.code_parts import called
from environment.choosing.maps.function_map import FIRST, FunctionMap, MappedFunction
from environment.choosing.maps.map_text import BY_FILE
from environment.choosing.maps.recorded_code import RecordedCode
from environment.evidence.baseline.scenario_id import ScenarioId


@dataclass(frozen=True)
class RecordedMaps:
    """The maps of the scenarios that were recorded with the same code.

    ran: the functions by scenario. at_start: those of every start. known: those of all maps.
    code: what it was before the change, and since which recording.
    """

    number: int
    ran: Mapping[ScenarioId, frozenset[MappedFunction]]
    at_start: frozenset[MappedFunction]
    known: Collection[MappedFunction]
    code: RecordedCode

    @property
    def scenarios(self) -> frozenset[ScenarioId]:
        """The scenarios whose maps they are."""
        return frozenset(self.ran)

    def knows(self, function: MappedFunction) -> bool:
        """Whether these maps tell which of their scenarios run it.

        They do if one of them runs it, or if another map has it and it was there when these were recorded.
        """
        if function in self._functions:
            return True
        was_there = not self.is_younger(function) and called(function.name) not in self._gone
        return was_there and function in self.known

    def is_younger(self, part: MappedFunction) -> bool:
        """Whether a function, or another part of the code, is not what it was when they were recorded."""
        return self.code.is_younger(part, self.number)

    @cached_property
    def _functions(self) -> frozenset[MappedFunction]:
        return self.at_start.union(*self.ran.values())

    @cached_property
    def _gone(self) -> frozenset[str]:
        """How functions are called that are there no longer: calls of them may reach others of that name."""
        parts = self.code.parts
        ours = (each for each in self._functions if not each.file.startswith(BY_FILE))
        return frozenset(called(each.name) for each in ours if parts and each not in parts)


def recordings_of(maps: FunctionMap, code: RecordedCode) -> Iterator[RecordedMaps]:
    """The recordings that the maps are of."""

    def number(scenario: ScenarioId) -> int:
        return maps.recordings.get(scenario, FIRST)

    for each, scenarios in groupby(sorted(maps.ran, key=number), number):
        ran = {scenario: maps.ran[scenario] for scenario in scenarios}
        yield RecordedMaps(each, ran, maps.at_start, maps.scenarios_of, code)
