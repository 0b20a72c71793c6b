"""A run with several workers, from the parent's side.

The parent runs behave's features as well. There, running a scenario means to wait for the result of a worker
and to replay it. Console, summary, JUnit and exit code therefore come from behave as in a run with one
process: in the order of the features, each scenario as soon as those before it have ended.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol

from behave.model import Rule
from behave.runner import the_step_registry

from environment.reporting.lost_reports import tolerated
from environment.session.workers.durations import durations_file, keep_durations
from environment.session.workers.fork_server import WorkerFork
from environment.session.workers.forked_workers import ForkedWorkers
from environment.session.workers.messages import Done
from environment.session.workers.pool import LostUnit, Outcome, WorkerPool
from environment.session.workers.port import Workers
from environment.session.workers.replay import replay, show_lost
from environment.session.workers.unit_result import OwnerState, UnitResult
from environment.session.workers.units import Unit, owners_of, units_of
from environment.session.workers.worker import ScenarioWorker

RunModel = Callable[[list[Any]], bool]


class UnitOrder(Protocol):
    """Says in which order the units begin, and is told of each result when it comes."""

    def due(self, units: Sequence[Unit]) -> list[Unit]: ...
    def ended(self, unit: Unit, *, failed: bool) -> None: ...


def run_in_workers(runner: Any, features: list[Any], run_model: RunModel, order: UnitOrder) -> bool:
    """Run all selected scenarios in workers; True means that the run failed.

    `run_model` is the method of behave's runner; `features` are changed so that it waits and replays.
    They begin in this `order`, and are replayed in that of the files.
    """
    runner.step_registry = runner.step_registry or the_step_registry  # run_model() sets it after the fork
    units = units_of(features, runner.config)

    def began(unit: Unit) -> None:
        _tell(runner, "scenario_began", unit.scenario)

    def ended(done: Done) -> None:
        unit = units[done.unit]
        runner.summary.merge(done.summary)
        order.ended(unit, failed=done.result.failed)
        done.result.apply(unit.scenario)  # before its turn comes, for the consoles that do not wait for it
        _tell(runner, "scenario_finished", unit.scenario)

    due = order.due(units)
    stop = runner.config.stop
    with (
        _workers(runner, features, units) as workers,
        WorkerPool(workers, due, began=began, ended=ended, stop=stop) as pool,
    ):
        return _ParentRun(runner, units, pool).run(features, run_model)


def _tell(runner: Any, event: str, scenario: Any) -> None:
    """Tell the formatters that show a scenario as it runs; those of workers hear of it there."""
    for formatter in runner.formatters:
        if hasattr(formatter, event) and not hasattr(formatter, "works_for_a_parent"):
            getattr(formatter, event)(scenario)


@contextmanager
def _workers(runner: Any, features: list[Any], units: list[Unit]) -> Iterator[Workers]:
    """Those of the cluster that the settings name, else forked ones."""
    if runner.settings.cluster:
        from environment.session.workers.cluster.start import cluster_workers  # noqa: PLC0415 - needs Dask

        with cluster_workers(runner, features, units) as started:
            yield started
        return

    def work(fork: WorkerFork) -> None:
        ScenarioWorker(fork.name, runner, units, fork.connection)()

    number = min(runner.config.jobs, len(units))
    yield ForkedWorkers(work, number, ReportFiles(runner.formatters))


class ReportFiles:
    """The files of the formatters that write a file for each scenario."""

    def __init__(self, formatters: Sequence[Any]) -> None:
        self._formatters = [each for each in formatters if hasattr(each, "accept_results_of")]

    def keep(self, worker: str) -> None:
        """Take what a worker has written into the report."""
        for formatter in self._formatters:
            formatter.accept_results_of(worker)

    def discard(self, worker: str) -> None:
        """Remove what a worker has written since its files were kept last."""
        for formatter in self._formatters:
            formatter.discard_results_of(worker)


class _ParentRun:
    def __init__(self, runner: Any, units: list[Unit], pool: WorkerPool) -> None:
        self._runner, self._units, self._pool = runner, units, pool
        self._owner_failures: dict[int, OwnerState] = {}
        self._printed: defaultdict[str, set[str]] = defaultdict(set)  # output of hooks, by feature file
        self._reporting = [each for each in runner.formatters if hasattr(each, "reported_by_a_worker")]

    def run(self, features: list[Any], run_model: RunModel) -> bool:
        """Run behave's model; True means that the run failed."""
        runner = self._runner
        formatters = list(runner.formatters)
        runner.formatters = [each for each in formatters if each not in self._reporting]
        runner.hooks.clear()
        runner.hooks["after_all"] = self._shut_down_hook()
        runner.config.stop = False  # the pool stops; the parent replays every scenario that has run
        for unit in self._units:
            unit.scenario.run = partial(self.run_unit, unit)
        for feature in features:
            for owner in (feature, *(item for item in feature.run_items if isinstance(item, Rule))):
                owner.run = partial(self.run_owner, owner, self._units_below(owner))
        failed = run_model(features)
        runner.formatters = formatters
        self._report()
        return failed or any(self._has_failed(unit) for unit in self._units) or self._pool_failed()

    def run_unit(self, unit: Unit, _runner: Any) -> bool:
        """Replaces the run() of a scenario."""
        outcome = self._pool.outcome(unit)
        if isinstance(outcome, LostUnit):
            show_lost(outcome.why, unit.scenario, self._runner)
            _tell(self._runner, "scenario_finished", unit.scenario)
            return True
        if outcome is None:
            return False
        lost = self._pool.reruns.get(unit.number, "")
        replay(outcome, unit.scenario, self._runner, self._printed[unit.scenario.filename], lost)
        states = zip(owners_of(unit.scenario), outcome.owners, strict=True)
        self._owner_failures |= {id(owner): state for owner, state in states if state}
        return outcome.failed

    def run_owner(self, owner: Any, units: list[Unit], _runner: Any) -> bool:
        """Replaces the run() of a rule or feature, which is left out if none of its scenarios has run."""
        if units and all(self._pool.outcome(unit) is None for unit in units):
            return False
        failed = bool(type(owner).run(owner, self._runner))
        failure = self._owner_failures.get(id(owner))
        if failure:
            failure.apply(owner)
        return failed or failure is not None

    def _units_below(self, owner: Any) -> list[Unit]:
        return [unit for unit in self._units if any(each is owner for each in owners_of(unit.scenario))]

    def _shut_down_hook(self) -> Any:
        hook: Any = partial(self._shut_down)
        hook.capture = False  # behave would hold back the output of the workers
        return hook

    def _shut_down(self, context: Any) -> None:
        """The after_all hook of the parent: each worker runs its own after_all, after all reports."""
        pool, runner = self._pool, self._runner
        if runner.aborted:
            pool.interrupt()
        pool.shut_down()
        for worker_exit in pool.exits:
            sys.stdout.write(worker_exit.printed)
            runner.hook_failures += worker_exit.hook_failures
            runner.summary.merge(worker_exit.summary)
        for loss in (*pool.losses, *pool.made_good):
            print(f"WORKER LOST: {loss}")
        for number, why in sorted(pool.reruns.items()):
            scenario = self._units[number].scenario
            runner.summary.ran_twice(f'"{scenario.name}" ({scenario.location})', why)
        if pool.interrupted:
            runner.abort(reason="KeyboardInterrupt")

    def _report(self) -> None:
        """Tell the formatters of the workers which results exist; they write the missing ones."""
        seconds = {}
        for unit in self._units:
            outcome = self._pool.outcome(unit)
            if isinstance(outcome, UnitResult) and not outcome.failed:  # a red one may have ended early
                seconds[unit.key] = outcome.seconds
            self._report_unit(unit, outcome)
        for formatter in self._reporting:
            for loss in self._pool.idle_losses:
                formatter.worker_lost(loss)
            formatter.close()
        kept = durations_file(self._runner.settings)
        with tolerated(kept.parent):
            keep_durations(seconds, kept)

    def _report_unit(self, unit: Unit, outcome: Outcome) -> None:
        began = isinstance(outcome, UnitResult) and any(event.what == "scenario" for event in outcome.events)
        why = outcome.why if isinstance(outcome, LostUnit) else self._pool.why_idle if outcome is None else ""
        for formatter in self._reporting:
            if began:
                formatter.reported_by_a_worker(unit.scenario)
            elif why and not self._pool.interrupted:
                formatter.lost(unit.scenario, why)

    def _has_failed(self, unit: Unit) -> bool:
        outcome = self._pool.outcome(unit)
        return isinstance(outcome, LostUnit) or (outcome is not None and outcome.failed)

    def _pool_failed(self) -> bool:
        return bool(self._pool.losses) or any(each.failed for each in self._pool.exits)
