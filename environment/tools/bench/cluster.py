"""`make bench-cluster`: scenarios that only wait, with four workers of a cluster here and with one.

With `--kills 100` so many processes of the workers are killed instead, at random moments, and it is counted
what the run has lost, or has twice.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from environment.tools.bench.random_kills import RandomKills
from environment.tools.bench.waiting_project import WaitingProject, command, waiting_project

_SCENARIOS, _MILLISECONDS, _WORKERS, _GOAL = 48, 1000, 4, 3.5

_KILLED_SCENARIOS = 400


def main() -> int:
    """Measure, print a line for each figure; 1 where scenarios were lost or counted twice."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=0)
    kills = options.parse_args().kills
    with TemporaryDirectory() as folder:
        if kills:
            return _kill(Path(folder), kills)
        one, four = (_run(Path(folder) / str(workers), workers) for workers in (1, _WORKERS))
    print(f"{_WORKERS} workers are {one / four:.2f} times as quick as 1   goal: {_GOAL}")
    return 0


def _run(folder: Path, workers: int) -> float:
    project = waiting_project(folder, _SCENARIOS, _MILLISECONDS, workers)
    began = time.monotonic()
    subprocess.run(command(workers), cwd=folder, check=True, capture_output=True)
    around = time.monotonic() - began - project.seconds
    print(
        f"{_SCENARIOS} scenarios of {_MILLISECONDS} ms, {workers} worker{'s' * (workers > 1)}: "
        f"{project.seconds:6.1f} s, beside {around:.1f} s of set-up and tear-down",
        flush=True,
    )
    return project.seconds


def _kill(folder: Path, most: int) -> int:
    """One run after another, until so many were killed."""
    killed = failed = number = 0
    while killed < most:
        number += 1
        project = waiting_project(folder / str(number), _KILLED_SCENARIOS, 300, 1)
        run = subprocess.Popen(command(_WORKERS), cwd=project.folder, stdout=subprocess.PIPE, text=True)
        kills = RandomKills(run, project.begun, seed=number, most=most - killed)
        thread = Thread(target=kills)
        thread.start()
        console, _ = run.communicate()
        thread.join()
        killed += kills.killed
        failed += _told(project, console, kills.killed)
    return int(failed > 0)


def _told(project: WaitingProject, console: str, killed: int) -> int:
    names = [each["name"] for each in project.results]
    broken = sum(each["status"] != "passed" for each in project.results)
    lost, twice = _KILLED_SCENARIOS - len(set(names)), len(names) - len(set(names))
    print(
        f"{killed} kills, {len(names)} results, {console.count('RUN TWICE')} scenarios ran twice, "
        f"{broken} lost two workers; lost {lost}, counted twice {twice}",
        flush=True,
    )
    return lost + twice


if __name__ == "__main__":
    sys.exit(main())
