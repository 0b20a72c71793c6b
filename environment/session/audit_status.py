"""The status of a scenario for which the checks after the last step found something.

behave calls every error of a hook a hook error, which reports show as *broken*. A finding of the audit is a
defect of the product, so the scenario has *failed*. The after_scenario hook therefore calls
`record_findings` and does not raise. The runner calls `apply_audit_status` at the end of the scenario.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from behave.model_type import Status

from environment.evidence.diagnosis.failed_step import FailedStep, Look
from environment.reporting.root_cause_message import arrow_of, split_arrow, with_arrow
from environment.reporting.status_details import AUDIT_FAILED, audit_error_of
from steps.vocabulary.wrong_on_arrow import NotRefused, WronglyAnswered, WronglyStored

_LOOKS = "then"


def record_findings(scenario: Any, findings: Sequence[str]) -> None:
    """Note in behave's scenario what the checks found, each thing once; no findings change nothing."""
    if not findings:
        return
    times = Counter(findings)
    error = AssertionError("\n".join(f"{each} ({n} times)" if n > 1 else each for each, n in times.items()))
    message = f"{AUDIT_FAILED}{error}"
    if scenario.hook_failed:  # an earlier hook error stays the scenario's own error
        scenario.error_message = f"{scenario.error_message}\n{message}"
        return
    scenario.store_exception_context(error)
    scenario.error_message = message
    scenario.hook_failed = True  # Scenario.run() returns "failed"; apply_audit_status sets the status


def failed_step_of(scenario: Any, began: float, looks: Sequence[Look]) -> FailedStep | None:
    """The step that failed, which is the last that `began`; None where no step did."""
    for step in scenario.all_steps:
        if step.status.has_failed():
            arrow = getattr(step.exception, "arrow", None)
            ended, sentence = began + step.duration, f"{step.keyword} {step.name}"
            return FailedStep(
                sentence,
                began,
                looks,
                arrow,
                ended,
                follows_all_acts=_follows_all_acts(scenario, step),
                is_of_own_requests=isinstance(step.exception, WronglyAnswered),
                is_of_rows=isinstance(step.exception, WronglyStored),
                was_not_refused=isinstance(step.exception, NotRefused),
            )
    return None


def _follows_all_acts(scenario: Any, red: Any) -> bool:
    steps = list(scenario.all_steps)
    return all(each.step_type == _LOOKS for each in steps[steps.index(red) :])


def was_understood(scenario: Any) -> bool:
    """Whether each step that was reached is a sentence: else the error is in the feature, not in the shop."""
    return all(step.status is not Status.undefined for step in scenario.all_steps)


def record_cause(scenario: Any, told: str) -> None:
    """Put the guilty arrow at the top of the message of the scenario, or of the step that failed."""
    failed = [step for step in scenario.all_steps if step.status.has_failed()]
    owner = scenario if scenario.error_message or not failed else failed[0]
    owner.error_message = with_arrow(told, owner.error_message)


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
            arrow, findings = split_arrow(scenario.error_message)
            step.error_message = f"{arrow}\n{step.error_message}\n{findings}".strip()


def audit_message(scenario: Any) -> str | None:
    """The guilty arrow and the findings as the console shows them, after the steps; None without either."""
    message = scenario.error_message or ""
    findings = message[message.index(AUDIT_FAILED) :] if AUDIT_FAILED in message else ""
    return "\n".join(filter(None, [arrow_of(scenario), findings])) or None


def note_cleanup_error(owner: Any, cleanup: Callable[[], None], error: Exception) -> None:
    """Add the error of a clean-up to its scenario, rule or feature, behind what is there already."""
    sentence = f"CLEANUP-ERROR in {getattr(cleanup, '__name__', cleanup)}: {type(error).__name__}: {error}"
    if owner.exception is None:
        owner.store_exception_context(error)
    owner.error_message = "\n".join(filter(None, [owner.error_message, sentence]))
