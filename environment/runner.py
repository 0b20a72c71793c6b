"""The runner that pyproject.toml names: behave's own, with this project's environment around it."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from behave.configuration import Configuration
from behave.reporter.junit import JUnitReporter
from behave.reporter.summary import AbstractSummaryReporter
from behave.runner import Context, Runner

from environment.doubles.gateway.test_key import CONTRACT_TAG, key_for_tests
from environment.runtime.preconditions import demand_available
from environment.runtime.signals import interruptible
from environment.session.audit_status import finding, judging, settle
from environment.session.console_summary import ClosingNotes
from environment.session.matrix.expansion import CellSelection, fill_examples
from environment.session.selection import combine_tags, selected, why_nothing_ran
from environment.session.workers.options import demand_no_shared_limit, demand_possible, workers
from environment.settings import Settings

_HOOKS = (
    *(
        f"{when}_{what}"
        for what in ("all", "feature", "rule", "scenario", "step", "tag")
        for when in ("before", "after")
    ),
)


class AcceptanceRunner(Runner):  # type: ignore[misc]  # behave has no types
    """Runs features with the hooks of one module, and never calls an empty or half torn down run a success.

    Formatters may offer more than behave asks of them. This runner calls, where present,
    run_started(features), scenario_finished(scenario), run_failed(where, error) and where_to_look(). One that
    writes a file for each scenario does so in the workers of a run with --jobs: it offers works_for_a_parent
    to be told so there, and reported_by_a_worker(scenario), lost(scenario, why) and worker_lost(why) for
    their parent.
    """

    hooks_module: ClassVar[str] = "environment.hooks"

    def __init__(self, config: Configuration) -> None:
        super().__init__(config)
        self.settings = Settings.parse(config.userdata)
        config.jobs = workers(config.jobs)
        if not config.dry_run:
            demand_possible(config.jobs, self.settings)
            demand_available(self.settings)
        if self.settings.target and not config.dry_run:
            _demand_right(self.settings.target)
        key_for_tests(os.environ)  # a live key is refused before anything else
        self.notes = ClosingNotes()
        self._scenario: Any = None
        self._after_all_ran = False
        self._began = 0.0
        combine_tags(config)
        if config.dry_run:
            config.reporters[:] = [each for each in config.reporters if not isinstance(each, JUnitReporter)]

    def run(self) -> bool:
        """Run everything; True means that the run failed."""
        with interruptible():
            return bool(super().run())

    def load_hooks(self, filename: str | None = None) -> None:
        """Take the hooks from a module instead of searching for environment.py, wherever the features are."""
        module = importlib.import_module(self.hooks_module)
        self.hooks.update({name: getattr(module, name) for name in _HOOKS if hasattr(module, name)})
        self.hooks.setdefault("before_all", self.before_all_default_hook)
        for name in ("before_all", "after_all"):
            if name in self.hooks:
                self.hooks[name] = self._telling(name, self.hooks[name])
        if "after_scenario" in self.hooks:
            self.hooks["after_scenario"] = judging(self.hooks["after_scenario"])

    def run_model(self, features: list[Any] | None = None) -> bool:
        """Run the parsed features, then say where to look."""
        features = self.features if features is None else features
        fill_examples(features, CellSelection(self.settings.arrow, self.settings.kind))
        self._prepare(features)
        try:
            failed = self._run_prepared(features)
        except KeyboardInterrupt:
            failed = self._finish_interrupted()
        nothing = why_nothing_ran(features, self.config)
        if nothing and not failed:
            print(f"\n{nothing}")
            failed = True
        self._close()
        return failed

    def _run_prepared(self, features: list[Any]) -> bool:
        if self.config.jobs > 1 and not self.config.dry_run and len(selected(features, self.config)) > 1:
            from environment.session.workers.run import run_in_workers  # noqa: PLC0415 - for several processes

            return run_in_workers(self, features, super().run_model)
        return bool(super().run_model(features))

    def _prepare(self, features: list[Any]) -> None:
        contract = (each for each in selected(features, self.config) if CONTRACT_TAG in each.effective_tags)
        if not self.config.dry_run and any(contract):
            demand_no_shared_limit(self.config.jobs, os.environ)
            _demand_test_mode()
        if self.config.junit and not self.config.dry_run:
            _remove_junit_of_earlier_runs(Path(self.config.junit_directory))
        for reporter in self.config.reporters:
            if isinstance(reporter, AbstractSummaryReporter):
                reporter.show_duration = False  # behave 1.3.3 leaves out everything below a Rule
        self._began = time.monotonic()
        self.context.notes = self.notes
        self.context.worker = ""  # the name of this process among several of one run
        self.context.on_cleanup_error = self._cleanup_failed
        self._tell("run_started", features)

    def _close(self) -> None:
        if self.config.dry_run:
            return
        for formatter in self.formatters:
            if hasattr(formatter, "where_to_look"):
                self.notes.add(*formatter.where_to_look())
        if self.config.junit:
            self.notes.add("JUnit", Path(self.config.junit_directory))
        print(f"Took {time.monotonic() - self._began:.1f} s\n{self.notes.text()}")

    def _finish_interrupted(self) -> bool:
        """A signal between two hooks ends up here: behave's own tear-down was left out or cut short."""
        self.abort(reason="KeyboardInterrupt")
        if not self._after_all_ran:
            self.run_hook("after_all")
        self.context._do_remaining_cleanups()
        for formatter in self.formatters:
            formatter.close()
        return True

    # behave calls these two exactly once a scenario: first thing, and when even its clean-up is over.

    def setup_capture(self, name: str | None = None) -> None:
        """Note which scenario begins."""
        self._scenario = self.context.scenario
        super().setup_capture(name)

    def teardown_capture(self) -> None:
        """Give the scenario its final status and tell the formatters."""
        super().teardown_capture()
        scenario, self._scenario = self._scenario, None
        settle(scenario)
        if finding(scenario):
            print(f"{finding(scenario)}\n")
        self._tell("scenario_finished", scenario)

    def run_hook(self, hook_name: str, *args: Any) -> bool:
        """Run one hook; False means that it raised."""
        self._after_all_ran = self._after_all_ran or hook_name == "after_all"
        return bool(super().run_hook(hook_name, *args))

    def _telling(self, name: str, hook: Callable[..., Any]) -> Callable[..., Any]:
        """behave keeps the error of these two hooks to itself; the report has to know it."""

        def told(context: Context) -> None:
            try:
                hook(context)
            except Exception as error:
                self._tell("run_failed", name, error)
                raise

        return told

    def _cleanup_failed(self, context: Context, cleanup: Callable[[], None], error: Exception) -> None:
        Context.print_cleanup_error(context, cleanup, error)
        layer = context._stack[0][
            "@layer"
        ]  # behave hands over neither the scenario nor the feature it cleans up
        if layer == "testrun":
            self._tell("run_failed", "clean-up of the run", error)
            return
        owner = getattr(context, layer)
        sentence = (
            f"CLEANUP-ERROR in {getattr(cleanup, '__name__', cleanup)}: {type(error).__name__}: {error}"
        )
        if owner.exception is None:
            owner.store_exception_context(error)
        owner.error_message = "\n".join(filter(None, [owner.error_message, sentence]))

    def _tell(self, event: str, *details: Any) -> None:
        for formatter in self.formatters:
            if hasattr(formatter, event):
                getattr(formatter, event)(*details)


def _demand_test_mode() -> None:
    if key_for_tests(os.environ):
        from environment.doubles.gateway.contract_account import demand_test_mode  # noqa: PLC0415 - most runs ask the sandbox

        demand_test_mode(os.environ)


def _demand_right(target: Path) -> None:
    """What is wrong with a target is said before anything begins."""
    from environment.attach.target_file import read_target  # noqa: PLC0415 - most runs have no target

    read_target(target)


def _remove_junit_of_earlier_runs(folder: Path) -> None:
    for stale in folder.glob("TESTS-*.xml"):
        stale.unlink()
