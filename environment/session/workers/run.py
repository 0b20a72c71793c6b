"""A run with several workers, from the parent's side.

behave runs the features in the parent as well: there, running a scenario means to wait for its outcome and to
replay it. So the console, the summary, JUnit and the exit code come about as in one process, in the order of
the features, each scenario as soon as those before it are over.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from typing import Any

from behave.model import Rule
from behave.runner import the_step_registry

from environment.session.workers.durations import keep_durations, known_durations
from environment.session.workers.pool import Crew, Lost
from environment.session.workers.record import OwnerState, Record
from environment.session.workers.replay import replay, tell_lost
from environment.session.workers.units import Unit, longest_first, owners_of, units_of

RunModel = Callable[[list[Any]], bool]


def run_in_workers(runner: Any, features: list[Any], run_model: RunModel) -> bool:
    """Run everything that is selected; True means that the run failed.

    `run_model` is behave's own; it is called with its scenarios, rules and features made to wait and replay.
    """
    runner.step_registry = runner.step_registry or the_step_registry  # as run_model() does, for the workers
    units = units_of(features, runner.config)
    due = longest_first(units, known_durations())
    number = min(runner.config.jobs, len(units))
    with Crew(runner, units, due, number, stop=runner.config.stop) as crew:
        return _Parent(runner, units, crew).run(features, run_model)


class _Parent:
    def __init__(self, runner: Any, units: list[Unit], crew: Crew) -> None:
        self._runner, self._units, self._crew = runner, units, crew
        self._troubles: dict[int, OwnerState] = {}
        self._said: defaultdict[str, set[str]] = defaultdict(set)  # by the file of a feature
        self._reporting = [each for each in runner.formatters if hasattr(each, "reported_by_a_worker")]

    def run(self, features: list[Any], run_model: RunModel) -> bool:
        runner = self._runner
        everybody = list(runner.formatters)
        runner.formatters = [each for each in everybody if each not in self._reporting]
        runner.hooks.clear()
        runner.hooks["after_all"] = self._dismissing()
        runner.config.stop = False  # the crew stops; whatever has run is told
        for unit in self._units:
            unit.scenario.run = partial(self.run_unit, unit)
        for feature in features:
            for owner in (feature, *(item for item in feature.run_items if isinstance(item, Rule))):
                owner.run = partial(self.run_owner, owner, self._units_below(owner))
        failed = run_model(features)
        runner.formatters = everybody
        self._report()
        return failed or any(self._is_red(unit) for unit in self._units) or self._crew_failed()

    def run_unit(self, unit: Unit, _runner: Any) -> bool:
        """In place of the scenario's own run()."""
        outcome = self._crew.outcome(unit)
        if isinstance(outcome, Lost):
            tell_lost(outcome.why, unit.scenario, self._runner)
            return True
        if outcome is None:
            return False
        replay(outcome, unit.scenario, self._runner, self._said[unit.scenario.filename])
        found = zip(owners_of(unit.scenario), outcome.owners, strict=True)
        self._troubles |= {id(owner): state for owner, state in found if state}
        return outcome.failed

    def run_owner(self, owner: Any, units: list[Unit], _runner: Any) -> bool:
        """In place of a rule's or feature's own run(): left out where nothing of it has run."""
        if units and all(self._crew.outcome(unit) is None for unit in units):
            return False
        failed = bool(type(owner).run(owner, self._runner))
        trouble = self._troubles.get(id(owner))
        if trouble:
            trouble.put(owner)
        return failed or trouble is not None

    def _units_below(self, owner: Any) -> list[Unit]:
        return [unit for unit in self._units if any(each is owner for each in owners_of(unit.scenario))]

    def _dismissing(self) -> Any:
        hook: Any = partial(self._dismiss)
        hook.capture = False  # behave would keep to itself what the workers have to say
        return hook

    def _dismiss(self, context: Any) -> None:
        """The parent's after_all: the workers' secrets are looked for when all reports are written."""
        crew, runner = self._crew, self._runner
        if runner.aborted:
            crew.interrupt()
        crew.dismiss()
        for farewell in crew.farewells:
            sys.stdout.write(farewell.printed)
            runner.hook_failures += farewell.hook_failures
            runner.notes.merge(farewell.notes)
        for death in crew.deaths:
            print(f"WORKER LOST: {death}")
        if crew.interrupted:
            runner.abort(reason="KeyboardInterrupt")

    def _report(self) -> None:
        """Formatters that wrote in the workers hear what was written there, and write what was not."""
        seen = {}
        for unit in self._units:
            outcome = self._crew.outcome(unit)
            if isinstance(outcome, Record):
                seen[unit.key] = outcome.seconds
            self._account(unit, outcome)
        for formatter in self._reporting:
            for death in self._crew.idle_deaths:
                formatter.worker_lost(death)
            formatter.close()
        keep_durations(seen)

    def _account(self, unit: Unit, outcome: Record | Lost | None) -> None:
        began = isinstance(outcome, Record) and any(event.what == "scenario" for event in outcome.events)
        why = outcome.why if isinstance(outcome, Lost) else self._crew.why_idle if outcome is None else ""
        for formatter in self._reporting:
            if began:
                formatter.reported_by_a_worker(unit.scenario)
            elif why and not self._crew.interrupted:
                formatter.lost(unit.scenario, why)

    def _is_red(self, unit: Unit) -> bool:
        outcome = self._crew.outcome(unit)
        return isinstance(outcome, Lost) or (outcome is not None and outcome.failed)

    def _crew_failed(self) -> bool:
        return bool(self._crew.deaths) or any(each.failed for each in self._crew.farewells)
