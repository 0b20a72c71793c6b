"""What is known before a run: what its scenarios cover, noticed and took, and which were red lately."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from environment.choosing.change.touched import TouchedScenarios
from environment.choosing.known_scenario import KnownScenario, name_of
from environment.choosing.maps.committed_maps import read_maps
from environment.choosing.maps.function_map import FunctionMap
from environment.choosing.noticed_defects import NoticedDefects, read_noticed
from environment.choosing.reach import covers_of
from environment.choosing.recently_red import recently_red
from environment.choosing.risk import Risk
from environment.evidence.baseline.committed import CommittedBaseline
from environment.session.workers.durations import expected_durations, known_durations


class Knowledge:
    """Reads each file when it is first asked for.

    Raises UnreadableMap, UnreadableBaseline, UnreadableDefects.
    """

    def __init__(self, durations: Path) -> None:
        """`durations`: the file with the seconds of the last runs of this kind."""
        self.durations = durations
        self.measured = known_durations(durations)

    @cached_property
    def baseline(self) -> CommittedBaseline:
        """The committed baseline."""
        return CommittedBaseline()

    @cached_property
    def noticed(self) -> NoticedDefects:
        """Which seeded defects the scenarios have noticed."""
        return read_noticed()

    @cached_property
    def maps(self) -> FunctionMap:
        """The functions that the scenarios run."""
        return read_maps()

    def of(self, scenarios: Iterable[Any]) -> list[KnownScenario]:
        """What is known of scenarios of behave."""
        due = list(scenarios)
        seconds = expected_durations(map(name_of, due), self.durations)
        return [KnownScenario.of_scenario(each, seconds) for each in due]

    def risk(self, scenarios: Sequence[KnownScenario], touched: TouchedScenarios) -> Risk:
        """The risk of these scenarios after a change."""
        near = {each: touch.closeness.nearness for each, touch in touched.touches.items()}
        covers = covers_of(scenarios, self.maps, self.baseline)
        return Risk(near, recently_red(), self.noticed, covers)
