"""behave's hooks: the one place where environment and world are put together."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

from environment.attach.attached import AttachedTarget
from environment.attach.needs import unsupported_needs, why_skipped
from environment.attach.target_file import read_target
from environment.evidence.diagnosis.baselines import key_of
from environment.reporting import attachments, scenario_attachments
from environment.runtime.selection import how_to_run
from environment.session.checker import Judge, Verdict
from environment.session.secret_scan import demand_none
from environment.settings import Settings
from environment.stack.reset import EmptyTables
from environment.stack.stack import Stack
from environment.stack.target import LogFiles, Target
from environment.world.factory import WorldFactory
from steps.parameter_types import registry as words
from steps.vocabulary.capabilities import Capability

KEPT_LOGS = Path("reports/logs")
_BRIEF = "matrix"
RESULTS = ("reports/allure-results", "reports/junit")
__all__ = ["words"]  # importing it registers the kinds of words that step sentences use


class Run:
    """What lives as long as the run."""

    def __init__(self, life: ExitStack, settings: Settings, logs: Path) -> None:
        self.target = life.enter_context(_target(settings))
        if settings.keep:
            life.callback(_keep_logs, self.target, logs)
        self.world_factory = WorldFactory(self.target)
        life.callback(self.world_factory.close)
        self.judge = Judge(self.target, self.world_factory.facts, self.world_factory.crashes)
        life.callback(self.judge.close)
        self.empty_tables = EmptyTables(self.target.admin_addresses())
        life.callback(self.empty_tables.close)

    def begin(self) -> None:
        """A target that was used before is emptied first, where that is allowed."""
        if isinstance(self.target, AttachedTarget):
            self.reset()

    def reset(self) -> None:
        """Nothing of a scenario is left for the next; on a target with data of others, all of it stays."""
        self.target.faults.heal_all()  # the judge has done so, unless something broke before
        self.world_factory.crashes.replicas.remove_all()
        self.target.restart_stopped()
        alone = Capability.RESET not in self.target.unsupported
        if alone:
            self.target.clock.reset()  # before the gateway begins its new account
        if self.world_factory.payment_circuit_is_open() and Capability.PARTS not in self.target.unsupported:
            self.target.services["payments"].restart()
        self.empty_tables()
        self.world_factory.reset_mail_and_gateway()
        self.judge.forget()


def _target(settings: Settings) -> AbstractContextManager[Target]:
    if settings.target is not None:
        return AttachedTarget(read_target(settings.target))
    return Stack(how_to_run(settings))


def _keep_logs(target: LogFiles, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for log in target.log_files().values():
        shutil.copy(log, folder)


def before_all(context: Any) -> None:
    """Bring the stack up, once for the run."""
    if context.config.dry_run:
        return
    life = ExitStack()
    context.add_cleanup(life.close)
    settings = Settings.parse(context.config.userdata)
    context.run = Run(life, settings, KEPT_LOGS / context.worker)
    if settings.keep:
        context.notes.add("Logs", KEPT_LOGS)
    attachments.describe_environment(context.run.target.about())
    context.run.begin()


def before_scenario(context: Any, scenario: Any) -> None:
    """A new world, unless the scenario needs what the target cannot do."""
    unsupported = context.run.target.unsupported
    missing = unsupported_needs(scenario, context._runner.step_registry, unsupported)
    if missing:
        context.notes.skipped(unsupported[next(iter(missing))])
        scenario.skip(why_skipped(missing, unsupported))
        return
    correlation = uuid4().hex
    context.case = context.run.judge.begins(correlation)
    context.world = context.run.world_factory.world(correlation, context.run.judge.rest)


def before_step(context: Any, step: Any) -> None:
    """The step's sentence belongs to what is drawn of the scenario."""
    context.case.step_begins(step.step_type, step.keyword, step.name)


def after_scenario(context: Any, scenario: Any) -> None:
    """Heal, audit, tell what happened, reset - in that order."""
    run: Run = context.run
    if scenario.should_skip:
        return
    try:
        verdict = run.judge.ends(context.case, context.world)
        _tell(context, scenario, verdict)
        if verdict.sentences:
            raise AssertionError("\n".join(verdict.sentences))
    finally:
        run.reset()


def after_all(context: Any) -> None:
    """No secret of the stack may be left in a log or a result."""
    run: Run | None = getattr(context, "run", None)
    if run is not None:
        logs = {log.parent for log in run.target.log_files().values()}
        demand_none(run.target.all_secrets(), [*sorted(logs), *map(Path, RESULTS)])


def _tell(context: Any, scenario: Any, verdict: Verdict) -> None:
    """The drawing for every scenario, and what is needed to understand a red one."""
    judge: Judge = context.run.judge
    if judge.not_checked:
        attachments.attach_text("not audited on this target", "\n".join(judge.not_checked))
    steps = [f"{step.keyword} {step.name}" for step in scenario.all_steps]
    key = key_of(scenario.filename, scenario.name, steps)
    green = not verdict.sentences and not scenario.status.has_failed()
    brief = green and _BRIEF in scenario.effective_tags  # hundreds of green cells would fill one report
    root_cause = None if green else judge.root_cause(verdict, key)
    if not brief:
        scenario_attachments.attach_mails(verdict.mails)
    dividers, prepared_until = context.case.moments, context.case.acted_at
    scenario_attachments.attach_diagram(
        verdict.exchanges, root_cause, dividers=dividers, prepared_until=prepared_until
    )
    if not brief:
        scenario_attachments.attach_exchanges(verdict.exchanges, root_cause)
    if green:
        judge.baselines.learn(key, verdict.exchanges)
        return
    scenario_attachments.attach_breaches(verdict.audited)
    scenario_attachments.attach_snapshot(verdict.books)
    for part, lines in verdict.logs.items():
        attachments.attach_text(f"{part}.log", "\n".join(lines))
