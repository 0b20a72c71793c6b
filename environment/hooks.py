"""behave's hooks: the one place where environment and world are put together."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

from environment.chosen import how_to_run
from environment.judge import Judge, Verdict
from environment.leaks import demand_none
from environment.recording.green_runs import key_of
from environment.reporting import evidence, story
from environment.reset import EmptyTables
from environment.settings import Settings
from environment.stack import Stack
from environment.worlds import Worlds
from steps.drivers import words

KEPT_LOGS = Path("reports/logs")
_BRIEF = "matrix"
RESULTS = ("reports/allure-results", "reports/junit")
__all__ = ["words"]  # importing it registers the kinds of words that step sentences use


class Run:
    """What lives as long as the run."""

    def __init__(self, life: ExitStack, settings: Settings) -> None:
        self.stack = life.enter_context(Stack(how_to_run(settings)))
        if settings.keep:
            life.callback(shutil.copytree, self.stack.folder.logs, KEPT_LOGS, dirs_exist_ok=True)
        self.worlds = Worlds(self.stack)
        life.callback(self.worlds.close)
        self.judge = Judge(self.stack, self.worlds.facts, self.worlds.killing)
        life.callback(self.judge.close)
        self.empty_tables = EmptyTables(self.stack.admin_addresses())
        life.callback(self.empty_tables.close)

    def reset(self) -> None:
        """Nothing of a scenario is left for the next."""
        self.worlds.killing.twins.over()
        self.stack.start_the_dead()
        self.stack.clock.reset()  # before the gateway begins its new account
        if self.worlds.gateway_is_left_alone():
            self.stack.services["payments"].restart()
        self.empty_tables()
        self.worlds.forget_mail_and_payments()
        self.judge.forget()


def before_all(context: Any) -> None:
    """Bring the stack up, once for the run."""
    if context.config.dry_run:
        return
    life = ExitStack()
    context.add_cleanup(life.close)
    settings = Settings.parse(context.config.userdata)
    context.run = Run(life, settings)
    if settings.keep:
        context.notes.add("Logs", KEPT_LOGS)
    evidence.describe_environment({"PostgreSQL": context.run.stack.postgres.version.split()[-1]})


def before_scenario(context: Any, scenario: Any) -> None:
    """A new world."""
    correlation = uuid4().hex
    context.case = context.run.judge.begins(correlation)
    context.world = context.run.worlds.world(correlation, context.run.judge.rest)


def before_step(context: Any, step: Any) -> None:
    """The step's sentence belongs to what is drawn of the scenario."""
    context.case.step_begins(step.step_type, step.keyword, step.name)


def after_scenario(context: Any, scenario: Any) -> None:
    """Heal, audit, tell what happened, reset - in that order."""
    run: Run = context.run
    try:
        verdict = run.judge.ends(context.case, context.world.unsettled)
        _tell(context, scenario, verdict)
        if verdict.sentences:
            raise AssertionError("\n".join(verdict.sentences))
    finally:
        run.reset()


def after_all(context: Any) -> None:
    """No secret of the stack may be left in a log or a result."""
    run: Run | None = getattr(context, "run", None)
    if run is not None:
        demand_none(run.stack.all_secrets(), [run.stack.folder.logs, *map(Path, RESULTS)])


def _tell(context: Any, scenario: Any, verdict: Verdict) -> None:
    """The drawing for every scenario, and what is needed to understand a red one."""
    judge: Judge = context.run.judge
    steps = [f"{step.keyword} {step.name}" for step in scenario.all_steps]
    key = key_of(scenario.filename, scenario.name, steps)
    if not verdict.sentences and not scenario.status.has_failed():
        brief = _BRIEF in scenario.effective_tags  # hundreds of green cells would fill one report
        if not brief:
            story.tell_mails(verdict.mails)
        story.tell(context.case, verdict.exchanges, guilty=None, drawing_alone=brief)
        judge.green_runs.learn(key, verdict.exchanges)
        return
    story.tell_mails(verdict.mails)
    story.tell(context.case, verdict.exchanges, judge.guilty(verdict, key))
    story.tell_breaches(verdict.audited)
    story.tell_books(verdict.books)
    for part, lines in verdict.logs.items():
        evidence.attach_text(f"{part}.log", "\n".join(lines))
