"""What a scenario's status becomes when something is found after its last step.

behave calls everything that a hook raises a hook error. For us an AssertionError in after_scenario is the
audit's verdict on the product, so the scenario has *failed*; any other error stays a hook error (*broken*).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from behave.model_type import Status

from environment.reporting.status_details import AUDIT_FAILED, audit_failure_of

Hook = Callable[..., Any]


def judging(after_scenario: Hook) -> Hook:
    """The same hook, whose AssertionError is kept as a breach instead of becoming a hook error."""

    @functools.wraps(after_scenario)
    def hook(context: Any, scenario: Any) -> None:
        try:
            after_scenario(context, scenario)
        except AssertionError as breach:
            _keep(scenario, breach)

    return hook


def _keep(scenario: Any, breach: AssertionError) -> None:
    sentence = f"{AUDIT_FAILED}{breach}"
    if scenario.hook_failed:
        scenario.error_message = f"{scenario.error_message}\n{sentence}"
        return
    scenario.store_exception_context(breach)
    scenario.error_message = sentence
    scenario.hook_failed = True  # makes Scenario.run() answer "failed"; settle() gives the status its name


def settle(scenario: Any) -> None:
    """Give a scenario that the audit found wanting the status of its steps, or *failed* if they passed."""
    if audit_failure_of(scenario) is None or scenario.status is not Status.hook_error:
        return
    scenario.hook_failed = False
    scenario.clear_status()
    if not scenario.status.has_failed():
        scenario.set_status(Status.failed)
        return
    for step in scenario.all_steps:
        if step.status.has_failed():  # JUnit shows the text of the failed step and nothing of its scenario
            step.error_message = f"{step.error_message}\n{scenario.error_message}"


def finding(scenario: Any) -> str | None:
    """What the audit said, for the console, also where a hook had failed before."""
    message = scenario.error_message or ""
    return message[message.index(AUDIT_FAILED) :] if AUDIT_FAILED in message else None
