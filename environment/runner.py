"""The runner class that pyproject.toml names: behave's own, with this project's environment around it."""

from __future__ import annotations

from environment.attach.points_of_target import fill_points_of_target
from environment.runtime import early_interrupts

# isort: split
# The imports below take time, in which a signal may come.
import importlib
import os
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, ClassVar

from behave.configuration import Configuration
from behave.model_type import Status
from behave.runner import Context, Runner, the_step_registry

from environment.choosing.recently_red import keep_results
from environment.choosing.run_choice import RunChoice, leave_out
from environment.choosing.through_browser import through_the_browser
from environment.doubles.gateway.test_key import CONTRACT_TAG, key_for_tests
from environment.preconditions import (
    require_assertions,
    require_parts_for,
    require_stripe_test_mode,
)
from environment.reporting import lost_reports
from environment.runtime.signals import interruptible
from environment.sentences.understanding import ExplainingRegistry
from environment.session.answers_of_run import check_answers, forget_answers_of_earlier_runs, is_whole
from environment.session.audit_status import apply_audit_status, audit_message, note_cleanup_error
from environment.session.baseline_comparison import slower_operations
from environment.session.console.formatter import choose_console, tells_failures
from environment.session.console_output import guard_console
from environment.session.console_summary import ConsoleSummary, print_misunderstood
from environment.session.gherkin.feature_file import explaining_parser_errors
from environment.session.gherkin.silent_mistakes import refuse_mistakes
from environment.session.history.of_run import RunBegin, keep_run
from environment.session.long_tables import fill_long_tables
from environment.session.matrix.expansion import CellSelection, fill_examples
from environment.session.reporters import prepare_reporters
from environment.session.reports_lock import reports_lock
from environment.session.samples import seed_of_today
from environment.session.selection import combine_tags, count_interrupted_outlines, selected, why_nothing_ran
from environment.session.shards.run import ShardOfRun
from environment.session.workers.options import worker_count, worker_count_for_stripe
from environment.settings import RunSettings

REPORTS = Path("reports")
_HOOKED = ("all", "feature", "rule", "scenario", "step", "tag")
_HOOKS = tuple(f"{when}_{what}" for what in _HOOKED for when in ("before", "after"))


class AcceptanceRunner(Runner):  # type: ignore[misc]  # behave has no types
    """Runs features with the hooks of one module. A run fails without a scenario or with a failed tear-down.

    A formatter may have more methods than behave calls. This runner calls, where present,
    run_started(features), scenario_finished(scenario), run_failed(where, error), where_to_look(), and after
    its close() run_found(sentence), for a finding about the whole run, and run_ended(). A formatter that
    writes a file for each scenario does so in the workers of a run with --jobs. A worker calls its
    works_for_a_parent(name) and runs_again(lost), the parent accept_results_of(name),
    discard_results_of(name), reported_by_a_worker(scenario), lost(scenario, why) and worker_lost(why).
    """

    hooks_module: ClassVar[str] = "environment.hooks"
    keeps_history: ClassVar[bool] = True  # tools that run scenarios for another purpose keep none

    def __init__(self, config: Configuration) -> None:
        guard_console(config)
        choose_console(config)
        require_assertions()
        super().__init__(config)
        self.step_registry = ExplainingRegistry(the_step_registry)
        self.settings = RunSettings.parse(config.userdata)
        through_the_browser(config, self.settings)
        self.choice = RunChoice(self.settings, the_step_registry, Path.cwd())
        self._jobs = config.jobs
        config.jobs = 1 if config.dry_run else worker_count(config.jobs, self.settings)
        if not config.dry_run:
            require_parts_for(self.settings)
        key_for_tests(os.environ)  # raises for a live key
        self.summary = ConsoleSummary()
        self._shard = ShardOfRun(config, self.settings)
        self._scenario: Any = None
        self._after_all_ran = False
        self.lost_stack: str | None = None  # why the stack was lost in the last scenario
        self._stack_failure: Callable[[Context], str | None] = _no_failure
        self._began = RunBegin()
        combine_tags(config)

    def run(self) -> bool:
        """Run everything; True means that the run failed.

        Raises SystemExit with 128 and the number of the signal after an interrupted run: 130 for SIGINT.
        """
        with interruptible() as interruption, self._reports():
            try:
                with explaining_parser_errors(self.feature_locations):
                    failed = bool(super().run())
            except KeyboardInterrupt:  # before the first scenario: nothing was started
                failed = True
            failed = failed or lost_reports.are_lost()
            exit_code = int(failed) if interruption.signal is None else 128 + interruption.signal
            self._shard.ended(exit_code, self.summary, keep_run(self, exit_code, self._began))
        early_interrupts.run_has_ended()
        if interruption.signal is not None:
            raise SystemExit(exit_code)
        return failed

    def _reports(self) -> AbstractContextManager[None]:
        return nullcontext() if self.config.dry_run else reports_lock(REPORTS)

    def load_hooks(self, filename: str | None = None) -> None:
        """Take the hooks from a module; behave would search for environment.py beside the features."""
        module = importlib.import_module(self.hooks_module)
        self.hooks.update({name: getattr(module, name) for name in _HOOKS if hasattr(module, name)})
        self.hooks.setdefault("before_all", self.before_all_default_hook)
        self._stack_failure = getattr(module, "stack_failure", _no_failure)
        for name in ("before_all", "after_all"):
            if name in self.hooks:
                self.hooks[name] = self._reporting_errors(name, self.hooks[name])

    def run_model(self, features: list[Any] | None = None) -> bool:
        """Run the parsed features, then print the summary; True means that the run failed."""
        features = self.features if features is None else features
        refuse_mistakes(features)
        fill_examples(features, CellSelection(self.settings.arrow, self.settings.kind))
        self._fill_long_tables(features)
        count_interrupted_outlines(features)
        if self.choice.leaves_nothing(selected(features, self.config), self.config.jobs):
            return self._end_without_running()
        if self.config.name:  # behave runs the hooks of every feature, and tells its title
            leave_out(
                [each for one in features for each in one.walk_scenarios()], selected(features, self.config)
            )
            features = [each for each in features if not each.should_skip] or features
        self._shard.take(features)
        self._prepare(features)
        try:
            failed = self._run_prepared(features)
        except KeyboardInterrupt:
            failed = self._finish_interrupted()
        print_misunderstood(self.undefined_steps)
        if not self.config.dry_run:
            keep_results(features)
        failed = self._is_slower() or failed
        nothing = why_nothing_ran(features, self.config)
        if nothing and not failed:
            print(f"\n{nothing}")
            failed = True
        elif not failed and not self.config.dry_run:
            failed = self._misses_answers()
        self._close()
        return failed

    def _end_without_running(self) -> bool:
        """The end of a run for which nothing is left; the change touches nothing, which is no failure."""
        for formatter in self.formatters:
            formatter.close()
        return False

    def _fill_long_tables(self, features: list[Any]) -> None:
        seed = self.settings.sample_seed or seed_of_today()
        if sampled := fill_long_tables(features, seed):
            print(f"The samples of {', '.join(sampled)} are those of -D sample_seed={seed}")
        fill_points_of_target(features, self.settings.target, seed, full=self.settings.full)

    def _is_slower(self) -> bool:
        """Whether a service took much longer for an operation than the baseline predicts."""
        found = [] if self.config.dry_run or self.settings.observe else slower_operations(self.summary)
        for sentence in found:
            print(f"SLOWER: {sentence}")
            self._notify("run_found", f"SLOWER: {sentence}")
        return bool(found)

    def _misses_answers(self) -> bool:
        """Whether a run of all features left out documented answers; `make merge` says it of shards."""
        found = check_answers(whole=is_whole(self.config, self.settings) and not self._shard)
        for sentence in found:
            self._notify("run_found", sentence)
        return bool(found)

    def _run_prepared(self, features: list[Any]) -> bool:
        in_workers = self.config.jobs > 1 or self.choice.has_own_order or self.settings.cluster
        if in_workers and not self.config.dry_run and len(selected(features, self.config)) > 1:
            from environment.session.workers.run import run_in_workers  # noqa: PLC0415 - for several processes

            return run_in_workers(self, features, super().run_model, self.choice)
        return bool(super().run_model(features))

    def _prepare(self, features: list[Any]) -> None:
        chosen = selected(features, self.config)
        self.config.jobs = max(1, min(self.config.jobs, len(chosen)))
        if not self.config.dry_run and any(CONTRACT_TAG in each.effective_tags for each in chosen):
            self.config.jobs = worker_count_for_stripe(
                self._jobs, self.config.jobs, os.environ, other_machines=self._shard.has_others
            )
            require_stripe_test_mode()
        prepare_reporters(self.config)
        if not self.config.dry_run:
            forget_answers_of_earlier_runs()
        self._began = RunBegin.now()
        self.context.summary = self.summary
        self.context.worker = ""  # the name of this process in a run with several workers
        self.context.on_cleanup_error = self._cleanup_failed
        self._notify("run_started", features)

    def _close(self) -> None:
        if self.config.dry_run:
            return
        for formatter in self.formatters:
            if hasattr(formatter, "where_to_look"):
                self.summary.add(*formatter.where_to_look())
        if self.config.junit:
            self.summary.add("JUnit", Path(self.config.junit_directory))
        self._notify("run_ended")
        print(f"Took {time.monotonic() - self._began.clock:.1f} s\n{self.summary.text()}")

    def _finish_interrupted(self) -> bool:
        """Tear down after a signal between two hooks, where behave's own tear-down did not complete."""
        self.abort(reason="KeyboardInterrupt")
        if not self._after_all_ran:
            self.run_hook("after_all")
        self.context._do_remaining_cleanups()
        for formatter in self.formatters:
            formatter.close()
        return True

    # behave calls these two once a scenario: before everything else, and after the scenario's clean-up.

    def setup_capture(self, name: str | None = None) -> None:
        """Note the scenario that begins."""
        self._scenario = self.context.scenario
        super().setup_capture(name)

    def teardown_capture(self) -> None:
        """Set the scenario's final status and notify the formatters."""
        super().teardown_capture()
        scenario, self._scenario = self._scenario, None
        apply_audit_status(scenario)
        self._check_stack(scenario)
        if (message := audit_message(scenario)) and not tells_failures(self.config):
            print(f"\n{message}\n")
        self._notify("scenario_finished", scenario)

    def stack_failure(self) -> str | None:
        """A sentence if the stack cannot run another scenario."""
        failure: str | None = self._stack_failure(self.context)
        return failure

    def _check_stack(self, scenario: Any) -> None:
        """Mark the scenario in which the stack was lost. A run with one process ends with it."""
        self.lost_stack = self.stack_failure()
        if self.lost_stack is None:
            return
        scenario.error_message = "\n".join(filter(None, [self.lost_stack, scenario.error_message]))
        scenario.set_status(Status.error)
        if not self.context.worker:
            print(f"STACK LOST: {self.lost_stack}; no other scenario can run")
            self._notify("run_failed", "the stack", RuntimeError(self.lost_stack))
            self.abort(reason="the stack is lost")

    def run_hook(self, hook_name: str, *args: Any) -> bool:
        """Run one hook; False means that it raised."""
        self._after_all_ran = self._after_all_ran or hook_name == "after_all"
        return bool(super().run_hook(hook_name, *args))

    def _reporting_errors(self, name: str, hook: Callable[..., Any]) -> Callable[..., Any]:
        """The same hook, whose error also reaches the formatters; behave would only print it."""

        def reported(context: Context) -> None:
            try:
                hook(context)
            except Exception as error:
                self._notify("run_failed", name, error)
                raise

        return reported

    def _cleanup_failed(self, context: Context, cleanup: Callable[[], None], error: Exception) -> None:
        Context.print_cleanup_error(context, cleanup, error)
        layer = context._stack[0]["@layer"]  # behave passes neither the scenario nor the feature
        if layer == "testrun":
            self._notify("run_failed", "clean-up of the run", error)
            return
        note_cleanup_error(getattr(context, layer), cleanup, error)

    def _notify(self, event: str, *details: Any) -> None:
        for formatter in self.formatters:
            if hasattr(formatter, event):
                getattr(formatter, event)(*details)


def _no_failure(context: Context) -> None:
    """For hooks that check no stack."""
