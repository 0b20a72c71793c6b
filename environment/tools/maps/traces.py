"""The traces of a run: what its processes wrote down, read back as the functions of each scenario."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from environment.choosing.maps.function_map import FunctionMap, MappedFunction
from environment.choosing.maps.map_text import as_named
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.runtime.processes.function_trace import OUTSIDE, TracedRun

TRACES = Path("reports/traces")
_SCENARIOS = "scenarios.jsonl"


class ScenarioTraces:
    """Numbers the scenarios of one process, and writes down what each number stands for."""

    def __init__(self, folder: Path) -> None:
        self._run = TracedRun(folder)
        self._list = folder / _SCENARIOS
        self._number = OUTSIDE

    def begin(self) -> None:
        """The next scenario is under way."""
        self._number += 1
        self._run.begin(self._number)

    def end(self, scenario: ScenarioId) -> None:
        """This scenario is over."""
        self._run.begin(OUTSIDE)
        with self._list.open("a", encoding="utf-8") as lines:
            lines.write(f"{json.dumps([self._number, *astuple(scenario)], ensure_ascii=False)}\n")


def read_traces(folder: Path) -> FunctionMap:
    """What all processes of a run have recorded: each worker has a folder of its own."""
    ran: dict[ScenarioId, frozenset[MappedFunction]] = {}
    at_start: set[MappedFunction] = set()
    for worker in sorted(each.parent for each in folder.glob(f"*/{_SCENARIOS}")):
        by_number = _functions(worker)
        at_start |= by_number.pop(OUTSIDE, set())
        for number, scenario in _scenarios(worker / _SCENARIOS):
            ran[scenario] = ran.get(scenario, frozenset()) | by_number.get(number, set())
    return FunctionMap(ran, frozenset(at_start))


def _functions(worker: Path) -> dict[int, set[MappedFunction]]:
    found: defaultdict[int, set[MappedFunction]] = defaultdict(set)
    for trace in worker.glob("*.trace"):
        for line in trace.read_text("utf-8").splitlines():
            number, file, name = line.split("\t")
            found[int(number)].add(as_named(file, name))
    return found


def _scenarios(file: Path) -> Iterator[tuple[int, ScenarioId]]:
    for line in file.read_text("utf-8").splitlines():
        number, *scenario = json.loads(line)
        yield number, ScenarioId(*scenario)
