"""What the scenarios of a run showed, as JSON lines: the results that a baseline is made of."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from environment.evidence.baseline.call_profile import CallProfile
from environment.evidence.baseline.scenario_baseline import ScenarioRun
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.evidence.baseline.sql_cost import SqlCost


@dataclass(frozen=True)
class Observation:
    """One scenario of one run. `run` is None for a scenario that was not green.

    times: by arrow and operation, the seconds that the callee itself took for each call.
    """

    scenario: ScenarioId
    run: ScenarioRun | None
    times: Mapping[tuple[str, str], list[float]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As JSON."""
        known = self.scenario
        found: dict[str, Any] = {"scenario": [known.feature, known.name, known.digest]}
        if self.run is not None:
            found["calls"] = [call.as_json() for call in self.run.calls]
            found["times"] = [[*key, [round(each, 6) for each in own]] for key, own in self.times.items()]
            if self.run.sql is not None:
                found["sql"] = [
                    [*key, cost.statements, cost.rows, cost.commits, cost.varying, cost.is_looked]
                    for key, cost in self.run.sql.items()
                ]
        return found

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Observation:
        """From `as_json`."""
        scenario = ScenarioId(*data["scenario"])
        if "calls" not in data:
            return cls(scenario, None)
        sql = {(name, text): SqlCost(*cost) for name, text, *cost in data["sql"]} if "sql" in data else None
        run = ScenarioRun([CallProfile.read(call) for call in data["calls"]], sql)
        return cls(scenario, run, {(arrow, name): own for arrow, name, own in data["times"]})


class Observations:
    """The observations of one process, in a file of its own: the workers of a run share a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, observation: Observation) -> None:
        """Append one observation. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(observation.as_json(), separators=(",", ":")) + "\n")


def read_observations(folder: Path) -> Iterator[Observation]:
    """Every observation of one run, those of each process in the order of its scenarios."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            yield Observation.read(json.loads(line))
