"""behave's hooks: the one place where the environment and the world of the steps meet."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from environment.attach.attached import AttachedTarget
from environment.attach.needs import unmet_needs, why_skipped
from environment.attach.target_file import read_target
from environment.browser.of_stack import browser_of
from environment.browser.run_browser import RunBrowser
from environment.choosing.level_reach import LevelReach
from environment.choosing.untold import browser_offer, untold
from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.evidence.diagnosis.failed_step import FailedStep
from environment.evidence.diagnosis.root_cause import RootCause, cause_in_words
from environment.reporting import attachments, scenario_attachments
from environment.reporting.results_folder import results_folder
from environment.resources.report import report_resources
from environment.resources.usage import DatabaseUsage
from environment.resources.watch import ResourceWatch
from environment.runtime.selection import runtime_for
from environment.session.answers_of_run import tier_of_answers
from environment.session.audit_status import failed_step_of, record_cause, record_findings, was_understood
from environment.session.baseline_comparison import BaselineComparison, baseline_in_words
from environment.session.checker import ScenarioChecker, ScenarioFindings
from environment.session.console_summary import ConsoleSummary
from environment.session.not_offered import skipped_on_the_way
from environment.session.page_evidence import PageEvidence
from environment.session.scenario_record import ScenarioRecord
from environment.session.secret_scan import require_no_secrets
from environment.settings import RunSettings
from environment.stack.reset import EmptyTables
from environment.stack.stack import Stack
from environment.stack.target import LogFiles, Target
from environment.world.factory import WorldFactory
from steps.parameter_types import registry as words
from steps.vocabulary.capabilities import Capability

KEPT_LOGS = Path("reports/logs")
_JUNIT = Path("reports/junit")
_MATRIX_TAG = "matrix"
__all__ = ["words"]  # the import registers the parameter types of the step sentences


@dataclass(frozen=True)
class CheckedScenario:
    """What the checks after a scenario found, for the hooks of tools; the cause is None for a green one."""

    findings: ScenarioFindings
    cause: RootCause | None


class AcceptanceRun:
    """The target, the worlds and the checker of one run; they end with `life`."""

    def __init__(self, life: ExitStack, settings: RunSettings, logs: Path, summary: ConsoleSummary) -> None:
        """`logs` is the folder for the logs of all services where the settings keep them."""
        self.target = life.enter_context(_target(settings))
        self.browser = _browser(self.target, life) if settings.in_browser else None
        self.offer = browser_offer() if self.browser else self.target.offer
        if settings.keep:
            life.callback(_keep_logs, self.target, logs)
        self.world_factory = WorldFactory(self.target, self.browser)
        life.callback(self.world_factory.close)
        self.resources = _watch_of(self.target, life)
        self.checker = ScenarioChecker(
            self.target,
            self.world_factory.facts,
            self.world_factory.crashes,
            BaselineComparison(summary, observe=settings.observe),
            self.resources.open_transactions if self.resources else list,
        )
        life.callback(self.checker.close)
        if settings.target is not None or not settings.integration.complete:
            self.checker.stop_comparing()  # the baseline is that of our own bookstore, all of it real
        if self.browser:
            self.checker.know_no_green_run()
        self.level_reach = LevelReach(self.target.level, CommittedBaseline())
        self.empty_tables = EmptyTables(self.target.admin_addresses())
        life.callback(self.empty_tables.close)

    def begin(self) -> None:
        """Empty a target that was in use before the run, where the target allows it, and prepare it."""
        if isinstance(self.target, AttachedTarget):
            self.reset(prepare=True)

    def abandon(self, record: ScenarioRecord) -> None:
        """End a scenario that is not checked."""
        try:
            self.checker.abandon(record)
        finally:
            self.reset()

    def reset(self, *, prepare: bool = False) -> None:
        """Remove everything a scenario has left; a target that others use as well keeps its data."""
        self.target.faults.heal_all()  # done by the checker already, unless the checker itself raised
        self.world_factory.crashes.replicas.remove_all()
        self.target.restart_stopped()
        if Capability.RESET not in self.target.unsupported:
            self.target.clock.reset()  # before the gateway begins its new account
        if self.world_factory.gateway_has_failed() and Capability.PARTS not in self.target.unsupported:
            self.target.services["payments"].restart()
        self.empty_tables()
        self.target.empty_other_stores()
        self.world_factory.reset_mail_and_gateway()
        if prepare:
            self.world_factory.prepare()  # before settings are put back: an empty shop has none yet
        self.world_factory.restore_settings()
        self.checker.forget()


def _target(settings: RunSettings) -> AbstractContextManager[Target]:
    if settings.target is not None:
        return AttachedTarget(read_target(settings.target))
    return Stack(runtime_for(settings), settings.integration, with_storefront=settings.in_browser)


def _browser(target: Target, life: ExitStack) -> RunBrowser:
    assert isinstance(target, Stack), "settings refuse the browser for other targets"
    return life.enter_context(browser_of(target))


def _watch_of(target: Target, life: ExitStack) -> ResourceWatch | None:
    """Measures a stack of our own; of another target neither processes nor locks are known."""
    if not isinstance(target, Stack):
        return None
    watch = ResourceWatch(
        {name: target.launcher[name] for name in target.level.real}, DatabaseUsage(target.admin_url)
    )
    life.callback(watch.close)
    return watch


def _keep_logs(target: LogFiles, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for log in target.log_files().values():
        shutil.copy(log, folder)


def before_all(context: Any) -> None:
    """Start the stack, once for the run."""
    if context.config.dry_run:
        return
    life = ExitStack()
    context.add_cleanup(life.close)
    settings = RunSettings.parse(context.config.userdata)
    context.run = AcceptanceRun(life, settings, KEPT_LOGS / context.worker, context.summary)
    if settings.keep:
        context.summary.add("Logs", KEPT_LOGS)
    attachments.describe_environment({**context.run.target.about(), **baseline_in_words()})
    context.run.begin()


def before_scenario(context: Any, scenario: Any) -> None:
    """Make a new world, or skip a scenario that needs what the target, or the level of integration, lacks."""
    registry = context._runner.step_registry
    unmet = unmet_needs(scenario, registry, context.run.offer)
    if unmet:
        context.summary.skipped(unmet[0].reason)
        scenario.skip(why_skipped(unmet))
        return
    if context.run.browser and (untold_reason := untold().why_not(scenario, registry)):
        context.summary.skipped(untold_reason.partition(' ("')[0])
        scenario.skip(f"Skipped in the browser: {untold_reason}")
        return
    if why_not := context.run.level_reach.why_not(scenario, registry):
        context.summary.skipped(why_not)
        scenario.skip(f"Skipped at this level of integration: {why_not}")
        return
    correlation = uuid4().hex
    context.scenario_record = context.run.checker.start(correlation, ScenarioId.of_scenario(scenario))
    checker: ScenarioChecker = context.run.checker
    context.world = context.run.world_factory.world(
        correlation, lambda: checker.wait_until_idle(context.world.outages)
    )


def before_step(context: Any, step: Any) -> None:
    """The sequence diagram shows the sentence of each step, and an error about a setting names it."""
    context.world.set_once.sentence = f"{step.keyword} {step.name}"
    context.scenario_record.add_step(step.step_type, step.keyword, step.name)
    if step.step_type == "then":  # looks at a shop that is whole
        context.world.restarts.wait_for_restarts()


def after_step(context: Any, step: Any) -> None:
    """Skip the rest of a scenario where an adapter finds only now that its shop has no such request."""
    if reason := skipped_on_the_way(context.scenario, step):
        context.summary.skipped(reason)


def after_scenario(context: Any, scenario: Any) -> None:
    """Heal, audit, attach the evidence, reset - in that order.

    A scenario that was skipped on the way is not checked: it has not come to its end.
    """
    run: AcceptanceRun = context.run
    if scenario.should_skip:
        if "world" in context:
            run.abandon(context.scenario_record)
        return
    pages = PageEvidence(context.world.pages.browsing) if run.browser else None
    try:
        failed = failed_step_of(scenario, context.scenario_record.step_began, run.world_factory.looks.looks)
        context.scenario_record.has_red_step = failed is not None
        findings = run.checker.finish(context.scenario_record, context.world)
        if pages:
            findings = pages.added_to(
                findings, context.world.faults.edges, context.scenario_record, run.target
            )
            pages.attach(passed=_passed(scenario, findings))
        cause = _attach(run.checker, scenario, context.scenario_record, findings, failed)
        scenario_attachments.attach_answer_tables(context.world.answer_tables)
        context.checked = CheckedScenario(findings, cause)
        record_findings(scenario, findings.findings)
        if not _passed(scenario, findings) and was_understood(scenario):
            record_cause(scenario, cause_in_words(cause, run.checker.why_uncompared(context.scenario_record)))
        if run.resources:
            run.resources.after_scenario(findings.exchanges)
    finally:
        if pages:
            pages.browser.close()
        run.reset()


def stack_failure(context: Any) -> str | None:
    """A sentence if the stack cannot run another scenario; the runner asks after each scenario."""
    run: AcceptanceRun | None = getattr(context, "run", None)
    if run is None or not isinstance(run.target, Stack):
        return None
    return run.target.unexpected_end() or (run.browser.unexpected_end() if run.browser else None)


def after_all(context: Any) -> None:
    """Search for secrets, and check what the services hold. Raises SecretLeaked, ResourcesGrew."""
    run: AcceptanceRun | None = getattr(context, "run", None)
    if run is not None:
        logs = {log.parent for log in run.target.log_files().values()}
        require_no_secrets(run.target.all_secrets(), [*sorted(logs), *written_folders()])
        if run.resources and stack_failure(context) is None:
            report_resources(run.resources)


def written_folders() -> tuple[Path, Path]:
    """Where a run writes what its scenarios have shown; ALLURE_RESULTS_DIR names another folder."""
    return results_folder(None), _JUNIT


def _passed(scenario: Any, findings: ScenarioFindings) -> bool:
    return not findings.findings and not scenario.status.has_failed()


def _attach(
    checker: ScenarioChecker,
    scenario: Any,
    record: ScenarioRecord,
    findings: ScenarioFindings,
    failed: FailedStep | None,
) -> RootCause | None:
    """Attach the sequence diagram, and for a failed scenario all that explains it; returns its root cause."""
    if findings.not_checked:
        attachments.attach_text("not audited on this target", "\n".join(findings.not_checked))
    passed = _passed(scenario, findings)
    brief = passed and _MATRIX_TAG in scenario.effective_tags  # hundreds of green cells would fill one report
    cause = checker.root_cause(findings, record, passed, failed)
    if passed:
        checker.keep_answers(findings, tier_of_answers(scenario))
    if not brief:
        scenario_attachments.attach_mails(findings.mails)
    if not was_understood(scenario):
        cause = None
    elif not passed:
        scenario_attachments.show_root_cause(cause_in_words(cause, checker.why_uncompared(record)), cause)
    scenario_attachments.attach_diagram(
        findings.exchanges,
        cause,
        absent=() if passed else checker.absent_calls(findings, record),
        logs=findings.logs,
        dividers=record.dividers,
        prepared_until=record.acted_at,
        stand_ins=checker.replaced,
    )
    if not brief:
        scenario_attachments.attach_exchanges(findings.exchanges, cause)
    if passed:
        return None
    scenario_attachments.attach_breaches(findings.audited)
    scenario_attachments.attach_snapshot(findings.snapshot)
    for service, lines in findings.logs.items():
        attachments.attach_text(f"{service}.log", "\n".join(lines))
    return cause
