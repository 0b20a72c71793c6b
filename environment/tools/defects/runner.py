"""The runner of `make defects`: the scenarios of a plan in their order, until enough of them are red."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from threading import Thread
from typing import Any

from behave.configuration import Configuration
from behave.runner import Runner

from environment.choosing.known_scenario import name_of
from environment.runner import AcceptanceRunner
from environment.session.selection import selected, without_report
from environment.session.workers.units import isolated
from environment.tools.defects.outcome import ScenarioOutcome
from environment.tools.defects.plan import DefectPlan


class DefectRunner(AcceptanceRunner):
    """Runs in the order of the plan, not in that of the feature files. It writes no report."""

    hooks_module = "environment.tools.defects.hooks"
    keeps_history = False

    def __init__(self, config: Configuration) -> None:
        without_report(config)
        super().__init__(config)
        Thread(target=interrupt_at_the_end_of_input, name="end of the campaign", daemon=True).start()
        self.plan = DefectPlan.read()
        self.reds = list(self.plan.earlier)
        """The scenarios so far; True for one that has noticed the defect."""

    def _run_prepared(self, features: list[Any]) -> bool:
        return bool(Runner.run_model(self, self._planned(features)))

    def _planned(self, features: list[Any]) -> Iterator[_SingleScenario]:
        plan = self.plan
        known = {name_of(each): each for each in selected(features, self.config)}
        for key in plan.order:
            if plan.enough and plan.enough.is_reached(self.reds):
                return
            if key in known:
                yield _SingleScenario(known[key])
            else:  # its tags leave it out
                ScenarioOutcome(key, 0.0, skipped=True).append_to(plan.file)


def interrupt_at_the_end_of_input() -> None:
    """The command that tries defects holds the other end: it closes it, or has been killed.

    Not with SIGINT: a shell starts what runs in its background with that signal ignored.
    """
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


class _SingleScenario:
    """The feature of a scenario, for behave to run with this scenario only."""

    def __init__(self, scenario: Any) -> None:
        self._scenario = scenario
        self.filename = scenario.filename

    def run(self, runner: Any) -> bool:
        """Run it. True means that it failed."""
        with isolated(self._scenario) as feature:
            runner.feature = feature
            return bool(feature.run(runner))
