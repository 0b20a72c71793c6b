"""Runs the copied features, and reads time and memory while they run."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

from environment.tools.behave_run import begin_behave
from environment.tools.growth.figures import RunFigures
from environment.tools.growth.memory import PeakMemory
from environment.tools.profile.cpu_time import CpuReadings, ends_within
from environment.tools.project_copy import environ_of

_RESULTS, _REPORT = Path("reports/allure-results"), Path("reports/checkout-acceptance.html")
_LOG = "reports/growth.log"
_READING_SECONDS = 1.0


class GrowthFailed(Exception):
    """A run that says nothing about growth; the message says why."""


def measured(project: Path) -> RunFigures:
    """Run all features of a copied project, and make the report. Raises GrowthFailed unless all are green."""
    log = project / _LOG
    environ = environ_of(project)
    arguments = ["--format=progress3", "features"]
    with (
        log.open("wb") as output,
        begin_behave(arguments, cwd=project, env=environ, stdout=output, stderr=output) as run,
    ):
        readings, memory = CpuReadings(run.pid), PeakMemory(run.pid)
        while not ends_within(run, _READING_SECONDS):
            readings.read()
            memory.read(readings.alive)
    if run.returncode:
        raise GrowthFailed(f"a scenario was not green: {_tail(log)}")
    results = sorted(map(_result, (project / _RESULTS).glob("*-result.json")), key=lambda each: each["start"])
    seconds = [(each["stop"] - each["start"]) / 1000 for each in results]
    sizes = sum(file.stat().st_size for file in (project / _RESULTS).rglob("*") if file.is_file())
    began = time.monotonic()
    report = subprocess.run(
        [sys.executable, "-m", "environment.tools.report"], cwd=project, env=environ, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    page = project / _REPORT
    if not page.is_file():
        raise GrowthFailed(report.stdout.strip() or report.stderr.strip())
    return RunFigures(
        scenarios=len(seconds),
        seconds=fmean(seconds),
        halves=halves(results),
        cpu=sum(each.own for each in readings.last.values()),
        memory=memory.peak,
        results=sizes,
        report=page.stat().st_size,
        report_seconds=time.monotonic() - began,
    )


def halves(results: Sequence[dict[str, Any]]) -> tuple[float, float]:
    """The mean seconds of the earlier and of the later runs of the same rows, from results in their order."""
    by_row: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for each in results:
        by_row[_feature(each), each["name"]].append((each["stop"] - each["start"]) / 1000)
    earlier = [one for row in by_row.values() for one in row[: len(row) // 2 or 1]]
    later = [one for row in by_row.values() for one in row[len(row) // 2 :]]
    return fmean(earlier), fmean(later)


def _feature(result: dict[str, Any]) -> str:
    return str(result["fullName"]).rpartition(":")[0]


def _result(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found


def _tail(log: Path) -> str:
    return "\n".join(log.read_text("utf-8", "replace").splitlines()[-15:])
