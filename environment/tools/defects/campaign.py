"""Tries many defects, several stacks at once, and keeps each result as soon as it is there."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from environment.tools.defects.catalog import Defect
from environment.tools.defects.outcome import ScenarioOutcome
from environment.tools.defects.trial import Trial

TRIALS = Path("reports/defects")


class Trials(Protocol):
    """Tries one defect after another; `end` ends the runs that are under way."""

    def __call__(self, defect: Defect) -> Trial: ...
    def end(self) -> None: ...


def run_campaign(
    defects: Iterable[Defect], trials: Trials, stacks: int, ended: Callable[[Trial], None]
) -> list[Trial]:
    """Try each defect; `ended` is called with each result, in the order in which they come.

    An interrupt, or an error of one trial, ends the others.
    """
    stop = threading.Event()

    def guarded(defect: Defect) -> Trial | None:
        if stop.is_set():
            return None
        try:
            trial = trials(defect)
        except BaseException:
            stop.set()
            raise
        with reporting:
            ended(trial)
        return trial

    reporting = threading.Lock()
    with ThreadPoolExecutor(stacks, "defects") as pool:
        try:
            found = [future.result() for future in [pool.submit(guarded, each) for each in defects]]
        finally:
            stop.set()
            trials.end()
    return [trial for trial in found if trial is not None]


def keep(trial: Trial, folder: Path = TRIALS) -> None:
    """Write the result of one defect; it replaces an earlier one."""
    file = folder / f"{trial.defect}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    written = file.with_suffix(".tmp")
    written.write_text(json.dumps(asdict(trial), ensure_ascii=False, indent=1), "utf-8")
    written.replace(file)


def kept(folder: Path = TRIALS) -> dict[str, Trial]:
    """The results that are there, by the name of the defect."""
    trials = {}
    for file in sorted(folder.rglob("*.json")):
        found = json.loads(file.read_text("utf-8"))
        outcomes = tuple(
            ScenarioOutcome(**{**each, "noticed_by": tuple(each["noticed_by"])}) for each in found["outcomes"]
        )
        trials[found["defect"]] = Trial(found["defect"], found["seconds"], outcomes, found["failure"])
    return trials
