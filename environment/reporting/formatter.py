"""The formatter that pyproject.toml names "allure": one Allure result for every selected scenario.

The formatter of allure-behave is not used: with behave 1.3 it leaves out scenarios below a Rule, shows a
failed hook as skipped or passed, and never removes old results. tests/environment/reporting proves that our
numbers equal behave's.
"""

from __future__ import annotations

from environment.runtime import early_interrupts  # noqa: F401 - the import has the effect

# isort: split
# Of this project, behave imports this module first: the imports below take time, in which a signal may come.
from collections import Counter
from pathlib import Path
from typing import Any

import allure_commons
from allure_commons.model2 import Status, StatusDetails, TestResult
from behave.exception import ConfigError
from behave.formatter.base import Formatter
from behave.model import Rule

from environment.reporting.behave_model import identity_of
from environment.reporting.kept_results import KeptResults
from environment.reporting.listener import PLUGIN_NAME, AcceptanceListener
from environment.reporting.lost_reports import ResultFiles, tolerated
from environment.reporting.results_folder import (
    accept_results,
    keeps_results,
    properties_in,
    remove_results,
    remove_unfinished,
    results_folder,
    unfinished_of,
    write_executor,
)
from environment.reporting.run_marker import RunMarker
from environment.reporting.run_properties import commit, executor, run_properties
from environment.reporting.status_details import details_of_error, details_of_owner

NOT_RUN = StatusDetails(message="not run: the run was stopped before this scenario's turn")


class AcceptanceFormatter(Formatter):  # type: ignore[misc]  # behave has no types
    """Passes behave's events to the listener, and reports the scenarios that behave never started."""

    name = "allure"
    description = "Allure results: rules, hook errors and all"

    def __init__(self, stream_opener: Any, config: Any) -> None:
        super().__init__(stream_opener, config)
        if allure_commons.plugin_manager.has_plugin(PLUGIN_NAME):
            raise ConfigError("Allure results are written anyway (pyproject.toml): leave -f allure out")
        self.folder = results_folder(stream_opener.name)
        self.listener = AcceptanceListener(config, self.folder)
        self._features: list[Any] = []
        self._ordinals: dict[int, int] = {}
        self._reported: set[int] = set()
        self._lost: dict[int, StatusDetails] = {}
        self._running: Any = None
        self._run_error: StatusDetails | None = None
        self._mark: RunMarker | None = None
        self._kept: KeptResults | None = None
        self._lost_before = ""
        self._plugins: list[Any] = [] if config.dry_run else self._open()

    def _open(self) -> list[Any]:
        """In a dry run nothing is registered, and so nothing is written."""
        if not keeps_results():
            remove_results(self.folder)
        file_logger = ResultFiles(self.folder)
        allure_commons.plugin_manager.register(self.listener, PLUGIN_NAME)
        allure_commons.plugin_manager.register(file_logger)
        write_executor(self.folder, executor())
        return [self.listener, file_logger]

    # behave's events

    def uri(self, uri: str) -> None:
        """A feature file begins."""
        self.listener.start_file()

    def scenario(self, scenario: Any) -> None:
        """A scenario begins, before its hooks."""
        self._close_interrupted()
        self._begin(scenario)

    def step(self, step: Any) -> None:
        """A step is announced."""
        self.listener.schedule_step(step)

    def match(self, match: Any) -> None:
        """The next announced step begins."""
        self.listener.match_step(match)

    def result(self, step: Any) -> None:
        """The step that began last is over."""
        self.listener.stop_behave_step(step)

    def eof(self) -> None:
        """A feature is over, its hooks and clean-up included."""
        self._close_interrupted()
        self.listener.stop_feature()

    def close(self) -> None:
        """The run is over."""
        self._close_interrupted()
        owners = [owner for feature in self._features for owner in (feature, *_rules(feature))]
        for owner in reversed(owners):  # rules first: their reason is more precise than that of their feature
            if owner.status.is_hook_error():
                self._report_owner(owner)
        self._report_not_run(self._scenarios(), self._run_error)
        if self._mark:
            remove_unfinished(self.folder)
            with tolerated(self.folder):
                self._mark.ended(reported=len(self._reported))
        super().close()

    # our runner's events

    def run_started(self, features: list[Any]) -> None:
        """The parsed features, before the first hook."""
        self._features = features
        for feature in features:
            self._number(feature)
        if not self.config.dry_run:
            self.listener.describe_environment(run_properties(self.config))
            self._kept = KeptResults(features, commit())
            self._mark = RunMarker(
                self.folder, sum(bool(scenario.should_run(self.config)) for scenario in self._scenarios())
            )

    def _scenarios(self) -> list[Any]:
        return [scenario for feature in self._features for scenario in feature.walk_scenarios()]

    def _number(self, feature: Any) -> None:
        """Number scenarios with the same title: Allure would take the second for a retry of the first."""
        seen: Counter[str] = Counter()
        for scenario in feature.walk_scenarios():
            key = identity_of(scenario, 0)
            self._ordinals[id(scenario)] = seen[key]
            seen[key] += 1

    def scenario_finished(self, scenario: Any) -> None:
        """A scenario is over, its hooks and clean-up included."""
        if self.listener.current:
            self._keep(scenario, self.listener.finish(scenario))

    def run_failed(self, where: str, error: Exception) -> None:
        """before_all, after_all or the run's clean-up raised."""
        details = details_of_error(error, f"HOOK-ERROR in {where}: {type(error).__name__}: {error}")
        self.listener.global_error(details.message, details.trace)
        self._run_error = self._run_error or details

    def run_found(self, sentence: str) -> None:
        """A check of the whole run, after its last scenario, has found something."""
        self.listener.global_error(sentence, None)

    def run_ended(self) -> None:
        """Nothing more is reported."""
        for plugin in self._plugins:
            allure_commons.plugin_manager.unregister(plugin)

    def works_for_a_parent(self, worker: str) -> None:
        """In a worker: the parent reports scenarios that never begin, and the end of the run.

        What the worker writes counts when the parent accepts it: of a lost worker nothing must.
        """
        self._features, self._mark = [], None
        for files in (each for each in self._plugins if isinstance(each, ResultFiles)):
            with tolerated(self.folder):
                files.write_to(unfinished_of(worker, self.folder))

    def runs_again(self, lost: str) -> None:
        """In a worker: why the first run of the next scenario does not count; empty in its first run."""
        self._lost_before = lost

    def accept_results_of(self, worker: str) -> None:
        """In the parent: what the worker has written since the last call counts."""
        with tolerated(self.folder):
            accept_results(worker, self.folder)

    def discard_results_of(self, worker: str) -> None:
        """In the parent: what the worker has written since then does not count."""
        remove_unfinished(self.folder, worker)

    def described_by(self, properties: str) -> None:
        """In the parent: the text of environment.properties of a worker on another machine."""
        self.listener.describe_where_unknown(properties_in(properties))

    def reported_by_a_worker(self, scenario: Any) -> None:
        """In the parent: a worker has written the result of this scenario."""
        self._reported.add(id(scenario))

    def lost(self, scenario: Any, why: str) -> None:
        """In the parent: the worker of this scenario has ended without a result."""
        self._lost[id(scenario)] = StatusDetails(message=why)

    def worker_lost(self, why: str) -> None:
        """In the parent: a worker has ended, and no result names the reason."""
        self.listener.global_error(why, None)

    def where_to_look(self) -> tuple[str, Path]:
        """For the console's last lines."""
        return "Allure results", self.folder

    def _keep(self, scenario: Any, result: TestResult) -> None:
        if self._kept:
            self._kept.keep(scenario, result)

    def _begin(self, scenario: Any) -> None:
        self._running = scenario
        self._reported.add(id(scenario))
        self.listener.begin(scenario, self._ordinals.get(id(scenario), 0))
        if self._lost_before:
            self.listener.mark_run_twice(self._lost_before)

    def _close_interrupted(self) -> None:
        """Close the result of a scenario that a signal has ended: behave gives no event then."""
        if self.listener.current:
            scenario = self._running
            self.listener.finish(
                scenario, (Status.BROKEN, StatusDetails(message="the run was stopped during this scenario"))
            )

    def _report_owner(self, owner: Any) -> None:
        """A hook of a feature or rule has failed: report the scenarios below it, or the run, as broken."""
        details = details_of_owner(owner)
        if not self._report_not_run(owner.walk_scenarios(), details):
            self.listener.global_error(details.message, details.trace)

    def _report_not_run(self, scenarios: list[Any], because: StatusDetails | None) -> int:
        """Report selected scenarios that never began: broken for a reason, else skipped. Returns how many."""
        missing = [
            each for each in scenarios if id(each) not in self._reported and each.should_run(self.config)
        ]
        for scenario in missing:
            self._begin(scenario)
            for step in scenario.all_steps:
                self.listener.schedule_step(step)
            reason = self._lost.get(id(scenario), because)
            outcome = (Status.BROKEN, reason) if reason else (Status.SKIPPED, NOT_RUN)
            result = self.listener.finish(scenario, outcome)
            if id(scenario) in self._lost:
                self._keep(scenario, result)
        return len(missing)


def _rules(feature: Any) -> list[Any]:
    return [item for item in feature.run_items if isinstance(item, Rule)]
