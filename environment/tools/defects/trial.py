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

FIVE_RED = Enough(red=5, after_red=10, without_red=250)
ONE_RED = Enough(red=1, after_red=0, without_red=250)
START_FAILED = "before it was ready"
_THROUGH_PAGES = ("-D", "through=browser")


class RunFailed(Exception):
    """The run of a defect has shown nothing about it; the message has the end of its log."""


class DefectTrials:
    """Tries defects of a project, those of pages through the browser. `end` ends all that run.

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
        self._enough = None if full else {False: enough, True: enough.on_pages}
        self._runs, self._choose, self._results, self._full = runs, choose, results, full
        self._code = code_fingerprint(runs.project)
        self._control = {
            False: Control(runs, results.control(self._code)),
            True: Control(
                partial(runs, settings=_THROUGH_PAGES),
                results.control(f"{self._code}.pages"),
                "control.pages",
            ),
        }

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
        control = self._control[defect.is_of_pages]
        while (plan := self._next(defect, choice, outcomes, str(file))) and not failure:
            failure = self._run(defect, plan, len(outcomes))
            if self._runs.ended:
                return None
            outcomes = tuple(read_outcomes(file))
            control.red_among(each.scenario for each in outcomes if each.red)
            if not set(plan.order) & {each.scenario for each in outcomes}:
                break  # the run was too long for another scenario
        trial = Trial(
            defect.name,
            round(time.monotonic() - began, 1),
            _counting(outcomes, control),
            failure=failure,
            key=key,
            chosen=len(set(choice.order) - control.red() - _skipped(outcomes)),
            basis=choice.basis,
            full=self._full,
            day=datetime.now(UTC).date().isoformat(),
        )
        self._results.keep(trial)
        return trial

    def end(self) -> None:
        """Let every run end its stack, and start no other scenario."""
        self._runs.end()

    def _next(
        self, defect: Defect, choice: Choice, outcomes: tuple[ScenarioOutcome, ...], file: str
    ) -> DefectPlan | None:
        """What is left to run; None where all have run, or enough were red."""
        control = self._control[defect.is_of_pages]
        enough = self._enough[defect.is_of_pages] if self._enough else None
        seen = {each.scenario for each in outcomes} | control.red()
        left = tuple(each for each in choice.order if each not in seen)
        reds = tuple(each.red for each in _counting(outcomes, control))
        done = not left or (enough and enough.is_reached(reds))
        return None if done else DefectPlan(left, enough, file, reds)

    def _run(self, defect: Defect, plan: DefectPlan, before: int) -> str:
        """The end of the log of a bookstore that does not start, else empty."""
        log = self._runs(
            defect.name, plan, partial(apply, defect), _THROUGH_PAGES if defect.is_of_pages else ()
        )
        if self._runs.ended or len(tuple(read_outcomes(plan.file))) > before:
            return ""
        if START_FAILED not in log:
            raise RunFailed(f"{defect.name}: no scenario has run, and not because of the defect:\n{log}")
        return log


def _counting(outcomes: tuple[ScenarioOutcome, ...], control: Control) -> tuple[ScenarioOutcome, ...]:
    """The outcomes that say something about the defect."""
    silent = control.red() | _skipped(outcomes)
    return tuple(each for each in outcomes if each.scenario not in silent)


def _skipped(outcomes: tuple[ScenarioOutcome, ...]) -> frozenset[str]:
    return frozenset(each.scenario for each in outcomes if each.skipped)
