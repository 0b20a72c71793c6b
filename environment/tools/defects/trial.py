"""One defect on a stack of its own: a copy of the project with the edit, and the scenarios of its plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from environment.tools.defects.catalog import Defect
from environment.tools.defects.control import Control
from environment.tools.defects.copy_run import CopyRuns
from environment.tools.defects.edits import apply
from environment.tools.defects.fingerprint import code_fingerprint, key_of
from environment.tools.defects.noticing import Choice
from environment.tools.defects.outcome import ScenarioOutcome, read_outcomes
from environment.tools.defects.plan import DefectPlan, Enough
from environment.tools.defects.results import Results, Trial

FIVE_RED = Enough(red=5, after_red=30, without_red=250)
ONE_RED = Enough(red=1, after_red=0, without_red=250)
_START_FAILED = "before it was ready"


class RunFailed(Exception):
    """The run of a defect has shown nothing about it; the message has the end of its log."""


class DefectTrials:
    """Tries defects of a project. `end` ends all that run.

    A defect that was tried before with the same edits and code is not tried again, and one whose run was
    interrupted goes on with the scenarios that are left. Scenarios that are red without the defect as well do
    not count.
    """

    def __init__(
        self,
        runs: CopyRuns,
        choose: Callable[[Defect], Choice],
        results: Results,
        *,
        full: bool,
        enough: Enough = FIVE_RED,
    ) -> None:
        """`full`: every scenario that can notice a defect runs; else until it is `enough`."""
        self._enough = None if full else enough
        self._runs, self._choose, self._results, self._full = runs, choose, results, full
        self._code = code_fingerprint(runs.project)
        self._control = Control(runs, results.control(self._code))

    def __call__(self, defect: Defect) -> Trial | None:
        """The result for the defect; None where the campaign has ended before.

        Raises EditDoesNotFit, RunFailed.
        """
        key = key_of(defect, self._code)
        if known := self._results.of(defect.name, key, full=self._full):
            return known
        choice = self._choose(defect)
        file, earlier = self._results.under_way(defect.name, key)
        began = time.monotonic() - sum(each.seconds for each in earlier)
        outcomes, failure = earlier, ""
        while (plan := self._next(choice, outcomes, str(file))) and not failure:
            failure = self._run(defect, plan, len(outcomes))
            if self._runs.ended:
                return None
            outcomes = tuple(read_outcomes(file))
            self._control.red_among(each.scenario for each in outcomes if each.red)
            if not set(plan.order) & {each.scenario for each in outcomes}:
                break  # the run was too long for another scenario
        trial = Trial(
            defect.name,
            round(time.monotonic() - began, 1),
            self._counting(outcomes),
            failure=failure,
            key=key,
            chosen=len(set(choice.order) - self._control.red()),
            basis=choice.basis,
            full=self._full,
            day=datetime.now(UTC).date().isoformat(),
        )
        self._results.keep(trial)
        return trial

    def end(self) -> None:
        """Let every run end its stack, and start no other scenario."""
        self._runs.end()

    def _counting(self, outcomes: tuple[ScenarioOutcome, ...]) -> tuple[ScenarioOutcome, ...]:
        red = self._control.red()
        return tuple(each for each in outcomes if each.scenario not in red)

    def _next(self, choice: Choice, outcomes: tuple[ScenarioOutcome, ...], file: str) -> DefectPlan | None:
        """What is left to run; None where all have run, or enough were red."""
        seen = {each.scenario for each in outcomes} | self._control.red()
        left = tuple(each for each in choice.order if each not in seen)
        reds = tuple(each.red for each in self._counting(outcomes))
        done = not left or (self._enough and self._enough.is_reached(reds))
        return None if done else DefectPlan(left, self._enough, file, reds)

    def _run(self, defect: Defect, plan: DefectPlan, before: int) -> str:
        """The end of the log of a bookstore that does not start, else empty."""
        log = self._runs(defect.name, plan, partial(apply, defect))
        if self._runs.ended or len(tuple(read_outcomes(plan.file))) > before:
            return ""
        if _START_FAILED not in log:
            raise RunFailed(f"{defect.name}: no scenario has run, and not because of the defect:\n{log}")
        return log
