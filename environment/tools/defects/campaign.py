"""Tries many defects, several stacks at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from environment.tools.defects.catalog import Defect
from environment.tools.defects.results import Trial
from environment.tools.defects.trial import RunFailed


class Trials(Protocol):
    """Tries one defect after another; `end` ends the runs that are under way, which then give None."""

    def __call__(self, defect: Defect) -> Trial | None: ...
    def end(self) -> None: ...


def run_campaign(
    defects: Iterable[Defect], trials: Trials, stacks: int, ended: Callable[[Trial], None]
) -> list[Trial]:
    """Try each defect; `ended` is called with each result, in the order in which they come.

    An interrupt, or an error of one trial, ends the others; not so a run that has shown nothing. Raises
    RunFailed for all of those together, when the others have ended.
    """
    stop, failures = threading.Event(), list[RunFailed]()

    def guarded(defect: Defect) -> Trial | None:
        if stop.is_set():
            return None
        try:
            trial = trials(defect)
        except RunFailed as failure:
            failures.append(failure)
            return None
        except BaseException:
            stop.set()
            raise
        if trial is not None:
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
    if failures:
        raise RunFailed("\n".join(map(str, failures)))
    return [trial for trial in found if trial is not None]
