"""behave's hooks: the one place where environment and world are put together."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

from environment.audit.settling import settle
from environment.reporting import evidence
from environment.reset import EmptyTables
from environment.settings import Settings
from environment.stack import Stack
from environment.worlds import Worlds
from steps.drivers import words

KEPT_LOGS = Path("reports/logs")
__all__ = ["words"]  # importing it registers the kinds of words that step sentences use


class _Run:
    """What lives as long as the run."""

    def __init__(self, life: ExitStack, settings: Settings) -> None:
        self.stack = life.enter_context(Stack())
        if settings.keep:
            life.callback(shutil.copytree, self.stack.folder.logs, KEPT_LOGS, dirs_exist_ok=True)
        self.worlds = Worlds(self.stack)
        life.callback(self.worlds.close)
        self.empty_tables = EmptyTables(self.stack.admin_addresses())
        life.callback(self.empty_tables.close)


def before_all(context: Any) -> None:
    """Bring the stack up, once for the run."""
    if context.config.dry_run:
        return
    life = ExitStack()
    context.add_cleanup(life.close)
    settings = Settings.parse(context.config.userdata)
    context.run = _Run(life, settings)
    if settings.keep:
        context.notes.add("Logs", KEPT_LOGS)
    evidence.describe_environment({"PostgreSQL": context.run.stack.postgres.version.split()[-1]})


def before_scenario(context: Any, scenario: Any) -> None:
    """A new world."""
    context.world = context.run.worlds.world(uuid4().hex)


def after_scenario(context: Any, scenario: Any) -> None:
    """Collect evidence, heal, audit, reset - in that order."""
    run: _Run = context.run
    try:
        if scenario.status.has_failed():
            _attach_evidence(run)
        deaths = run.stack.launcher.unexpected_deaths()
        run.stack.start_the_dead()
        assert not deaths, "\n".join(str(death) for death in deaths)
        settle(run.worlds.facts, run.stack.clock)
    finally:
        _reset(run)


def _attach_evidence(run: _Run) -> None:
    for process in run.stack.launcher.processes:
        evidence.attach_text(f"{process.name}.log", "\n".join(process.log_tail()))


def _reset(run: _Run) -> None:
    run.stack.start_the_dead()
    run.empty_tables()
    run.worlds.forget_mail_and_payments()
    run.stack.clock.reset()
