"""`make profile [FEATURES="features/journeys features/access"]`: CPU and waiting time of these scenarios.

Prints tables by program, library and function, and writes reports/profile/profile.txt and a flame graph.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from environment.reporting.results_folder import remove_results
from environment.tools.profile.cpu_time import unread
from environment.tools.profile.flame_graph import with_programs
from environment.tools.profile.functions import function_times
from environment.tools.profile.programs import RUNNER, programs, programs_of_stacks
from environment.tools.profile.recorder import FOLDER, LOG, RATE, ProfileFailed, Recording, record
from environment.tools.profile.samples import Sample, read_samples
from environment.tools.profile.tables import Profile, report
from environment.tools.profile.waiting import Place, of_main_thread, waiting

_TABLES, _RESULTS = FOLDER / "profile.txt", FOLDER / "allure-results"
_BY_DEFAULT = ("features/journeys",)
# One process, so that there is one runner, one stack and one waiting thread to explain.
_BEHAVE = ("-m", "behave", "--jobs=1", "--format=progress3", "--no-junit")


def main(features: Sequence[str]) -> int:
    """Make the profile; 1 if there is none, or a scenario was not green."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    if _RESULTS.is_dir():
        remove_results(_RESULTS)
    print(f"Profiling; behave's output is in {FOLDER / LOG}", flush=True)
    began = time.monotonic()
    try:
        recording = record(
            [sys.executable, *_BEHAVE, *(features or _BY_DEFAULT)],
            {**os.environ, "ALLURE_RESULTS_DIR": str(_RESULTS)},
        )
        statuses = _statuses(_RESULTS)
    except ProfileFailed as reason:
        print(f"No profile: {reason}")
        return 1
    text = _made(recording, sum(statuses.values()), time.monotonic() - began)
    _TABLES.write_text(text, "utf-8")
    print(text)
    print(f"Tables       {_TABLES}\nFlame graph  {recording.flame_graph or 'none: py-spy could not attach'}")
    if set(statuses) - {"passed"}:
        print(f"Not every scenario is green: {', '.join(f'{n} {what}' for what, n in statuses.items())}")
    return 1 if set(statuses) - {"passed"} else 0


def _statuses(results: Path) -> Counter[str]:
    """The scenarios that have run, by status. Raises ProfileFailed without any."""
    read = (json.loads(file.read_text("utf-8"))["status"] for file in results.glob("*-result.json"))
    statuses = Counter(status for status in read if status != "skipped")
    if not statuses:
        raise ProfileFailed(f"no scenario has run; see {FOLDER / LOG}")
    return statuses


def _made(recording: Recording, scenarios: int, seconds: float) -> str:
    readings, runner = recording.readings, recording.runner
    samples = _samples(recording.running)
    names = programs(programs_of_stacks(samples), readings.commands, readings.parents, runner)
    cpu = defaultdict[str, float](float)
    processes = Counter[str]()
    for pid, reading in readings.last.items():
        if pid != readings.root:
            program = names.get(pid, "unknown")
            cpu[program] += reading.own
            processes[program] += 1
    if recording.flame_graph:
        graph = recording.flame_graph
        graph.write_text(with_programs(graph.read_text("utf-8"), names), "utf-8")
    return report(
        Profile(
            scenarios=scenarios,
            seconds=seconds,
            cpu=cpu,
            processes=processes,
            unread=unread(readings, runner),
            profiler=recording.profiler,
            times=function_times(samples, names, cpu),
            waited=_waited(recording, samples, names),
        )
    )


def _samples(file: Path, pid: int = 0) -> list[Sample]:
    with file.open(encoding="utf-8") as lines:
        return list(read_samples(lines, pid))


def _waited(
    recording: Recording, samples: Sequence[Sample], names: dict[int, str]
) -> dict[Place, float] | None:
    if recording.all_time is None:
        return None
    all_time = of_main_thread(_samples(recording.all_time, recording.runner))
    running = of_main_thread([each for each in samples if names.get(each.pid) == RUNNER])
    return {place: count / RATE for place, count in waiting(all_time, running).items()}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
