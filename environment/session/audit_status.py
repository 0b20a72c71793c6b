"""The status of a scenario for which the checks after the last step found something.

behave calls every error of a hook a hook error, which reports show as *broken*. A finding of the audit is a
defect of the product, so the scenario has *failed*. The after_scenario hook therefore calls
`record_findings` and does not raise. The runner calls `apply_audit_status` at the end of the scenario.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from behave.model_type import Status

from environment.reporting.status_details import AUDIT_FAILED, audit_error_of


def record_findings(scenario: Any, findings: Sequence[str]) -> None:
    """Note in behave's scenario what the checks found; no findings change nothing."""
    if not findings:
        return
    error = AssertionError("\n".join(findings))
    message = f"{AUDIT_FAILED}{error}"
    if scenario.hook_failed:  # an earlier hook error stays the scenario's own error
        scenario.error_message = f"{scenario.error_message}\n{message}"
        return
    scenario.store_exception_context(error)
    scenario.error_message = message
    scenario.hook_failed = True  # Scenario.run() returns "failed"; apply_audit_status sets the status


def apply_audit_status(scenario: Any) -> None:
    """Replace the hook error of a scenario with findings: by the status of its steps, or *failed*."""
    if audit_error_of(scenario) is None or scenario.status is not Status.hook_error:
        return
    scenario.hook_failed = False
    scenario.clear_status()
    if not scenario.status.has_failed():
        scenario.set_status(Status.failed)
        return
    for step in scenario.all_steps:
        if step.status.has_failed():  # JUnit shows the text of the failed step and nothing of its scenario
            step.error_message = f"{step.error_message}\n{scenario.error_message}"


def audit_message(scenario: Any) -> str | None:
    """The findings as the console shows them, also after an earlier hook error; None without findings."""
    message = scenario.error_message or ""
    return message[message.index(AUDIT_FAILED) :] if AUDIT_FAILED in message else None
