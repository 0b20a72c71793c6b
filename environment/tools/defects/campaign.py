"""Tries many defects, several stacks at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from environment.tools.defects.catalog import Defect
from environment.tools.defects.results import Trial


class Trials(Protocol):
    """Tries one defect after another; `end` ends the runs that are under way, which then give None."""

    def __call__(self, defect: Defect) -> Trial | None: ...
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
    return [trial for trial in found if trial is not None]
