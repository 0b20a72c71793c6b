"""One run of behave at a level of integration, in a process of its own, and what its scenarios ended with."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

JUNIT = Path("reports/junit")
PASSED = "passed"


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
    command = [sys.executable, "-m", "behave", "--format=progress", "--no-summary", *arguments]
    ended = subprocess.run(command, check=False)
    return LevelRun(ended.returncode == 0, time.monotonic() - began, dict(scenarios_in(JUNIT)))


def scenarios_in(folder: Path) -> Iterator[tuple[str, str]]:
    """The scenarios in the JUnit files of a run, each with its status."""
    for file in sorted(folder.glob("*.xml")):
        for case in ElementTree.parse(file).iter("testcase"):
            yield f"{case.get('classname')}: {case.get('name')}", str(case.get("status"))
