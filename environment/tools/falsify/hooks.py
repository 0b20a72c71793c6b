"""The hooks of an acceptance run, and after the last step of a scenario the falsified sentences."""

from __future__ import annotations

from typing import Any

from behave.model_type import Status

from environment import hooks
from environment.session.audit_status import record_findings
from environment.tools.falsify.asking import ask_again
from environment.tools.falsify.sentences import then_steps

before_scenario, before_step = hooks.before_scenario, hooks.before_step
after_all, stack_failure = hooks.after_all, hooks.stack_failure


def before_all(context: Any) -> None:
    """Start the stack, once for the run."""
    hooks.before_all(context)
    if not context.config.dry_run:
        context.run.checker.stop_comparing()


def after_scenario(context: Any, scenario: Any) -> None:
    """Ask the Then sentences of the scenario again, then heal, audit and reset."""
    findings: list[str] = []
    runner = context._runner
    passed = all(step.status is Status.passed for step in scenario.all_steps)
    if passed and not scenario.should_skip:
        findings = list(ask_again(context, then_steps(scenario), runner.elsewhere, runner.count))
    hooks.after_scenario(context, scenario)
    record_findings(scenario, findings)
