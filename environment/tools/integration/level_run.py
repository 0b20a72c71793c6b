"""One run of behave at a level of integration, in a process of its own, and what its scenarios ended with."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from environment.runtime.run_folder import RunFolder
from environment.tools.behave_run import begin_behave, run_behave
from environment.tools.project_copy import CODE, copy_project, environ_of

JUNIT = Path("reports/junit")
PASSED = "passed"
_SETTINGS = ("--format=progress", "--no-summary")
_COPIED = (*CODE, "features", "baseline", "known_failures.toml")


@dataclass(frozen=True)
class LevelRun:
    """How a run has ended. `scenarios` has the status by feature and name, of those that were not skipped."""

    green: bool
    seconds: float
    scenarios: Mapping[str, str]

    @property
    def ended_as(self) -> str:
        """One word: a level may have nothing to tell, where it can tell the truth about no scenario."""
        if not self.scenarios:
            return "empty"
        return "green" if self.green else "RED"

    @property
    def proved(self) -> frozenset[str]:
        """The scenarios that have passed."""
        return frozenset(name for name, status in self.scenarios.items() if status == PASSED)


def run_level(arguments: Sequence[str]) -> LevelRun:
    """Run behave with these arguments; its output goes to the console."""
    began = time.monotonic()
    ended = run_behave([*_SETTINGS, *arguments])
    return LevelRun(ended == 0, time.monotonic() - began, dict(scenarios_in(JUNIT)))


def run_side_by_side(
    here: Sequence[str], beside: Sequence[str], folder: RunFolder
) -> tuple[LevelRun, LevelRun]:
    """Two runs at the same time, with these arguments; the second one in a copy of the project.

    What the second one says comes when both have ended: reports and results are those of the first.
    """
    copy = copy_project(Path.cwd(), folder.path / "beside", _COPIED)
    began, log = time.monotonic(), copy / "reports/run.log"
    with log.open("wb") as said:
        other = begin_behave(
            [*_SETTINGS, *beside],
            cwd=copy,
            env=environ_of(copy),
            stdout=said,
            stderr=said,
            pass_fds=[folder.fileno()],
        )
        with other:
            try:
                first = run_level(here)
            except SystemExit:
                other.terminate()
                raise
    seconds = time.monotonic() - began
    print(log.read_text("utf-8", "replace"), flush=True)
    return first, LevelRun(other.returncode == 0, seconds, dict(scenarios_in(copy / JUNIT)))


def scenarios_in(folder: Path) -> Iterator[tuple[str, str]]:
    """The scenarios in the JUnit files of a run, each with its status.

    behave names a feature by its path below the folder that it was asked for: features.journeys.one.One, or
    one.One where that was features/journeys. Here it is always the first.
    """
    places = {file.stem: ".".join(file.parent.parts) for file in Path("features").rglob("*.feature")}
    for file in sorted(folder.glob("*.xml")):
        for case in ElementTree.parse(file).iter("testcase"):
            path, _, title = str(case.get("classname")).rpartition(".")
            stem = path.rpartition(".")[2]
            name = f"{places[stem]}.{stem}.{title}" if stem in places else case.get("classname")
            yield f"{name}: {case.get('name')}", str(case.get("status"))
