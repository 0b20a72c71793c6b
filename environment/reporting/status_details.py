"""behave's statuses and errors as Allure's statuses and messages."""

from __future__ import annotations

import os
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

import behave
from allure_commons.model2 import Status, StatusDetails
from behave.model_type import Status as BehaveStatus

from environment.reporting.root_cause_message import arrow_of, split_arrow
from environment.settings import PROJECT_FOLDER

AUDIT_FAILED = "AUDIT FAILED: "
"""The prefix of a scenario's error message that holds the breaches of the audit."""

_BEHAVE_FOLDER = str(Path(behave.__file__).parent)

_ALLURE = {
    BehaveStatus.passed: Status.PASSED,
    BehaveStatus.pending_warn: Status.PASSED,
    BehaveStatus.xfailed: Status.PASSED,
    BehaveStatus.xpassed: Status.PASSED,
    BehaveStatus.failed: Status.FAILED,
    BehaveStatus.error: Status.BROKEN,
    BehaveStatus.hook_error: Status.BROKEN,
    BehaveStatus.cleanup_error: Status.BROKEN,
    BehaveStatus.undefined: Status.BROKEN,
    BehaveStatus.pending: Status.BROKEN,
    BehaveStatus.skipped: Status.SKIPPED,
    BehaveStatus.untested: Status.SKIPPED,
    BehaveStatus.untested_pending: Status.SKIPPED,
    BehaveStatus.untested_undefined: Status.SKIPPED,
}


def status_of(statement: Any) -> str:
    """Allure's status of a step, scenario, rule or feature. A status that is unknown here is broken."""
    return str(_ALLURE.get(statement.status, Status.BROKEN))


def details_of_error(error: BaseException, message: str | None = None) -> StatusDetails:
    """Message and traceback of an error.

    Without a given message it is the error's own, with its type in front unless the error is an assertion.
    """
    return StatusDetails(message=message or _sentence(error), trace=_trace(error, error.__traceback__))


def details_of_step(step: Any) -> StatusDetails | None:
    """Message and traceback of a step that did not pass; None for one that passed."""
    if step.status.is_undefined():
        return StatusDetails(message=step.error_message)
    if step.exception is not None and step.status.has_failed():
        return StatusDetails(
            message=_sentence(step.exception), trace=_trace(step.exception, step.exc_traceback)
        )
    return None


def details_of_scenario(scenario: Any) -> StatusDetails | None:
    """Message and traceback of a scenario: its guilty arrow, its failed steps, its hooks and the audit."""
    found = [details for details in map(details_of_step, scenario.all_steps) if details]
    if scenario.error_message:
        found.append(_own_details(scenario, alone=not found))
    if not found:
        return StatusDetails(message=scenario.skip_reason) if scenario.skip_reason else None
    messages = filter(None, [arrow_of(scenario), *(details.message for details in found)])
    traces = [details.trace for details in found if details.trace]
    return StatusDetails(message="\n".join(messages), trace="\n".join(traces) or None)


def details_of_owner(owner: Any) -> StatusDetails:
    """Message and traceback of a failed hook or clean-up of a feature or rule."""
    message = owner.error_message or f"{owner.status.name} in {owner.keyword}: {owner.name}"
    error = owner.exception
    return StatusDetails(message=message, trace=_trace(error, owner.exc_traceback) if error else None)


def audit_error_of(scenario: Any) -> AssertionError | None:
    """The failure of the audit, where the scenario's own error is one."""
    error = scenario.exception
    is_failure = split_arrow(scenario.error_message)[1].startswith(AUDIT_FAILED)
    return error if isinstance(error, AssertionError) and is_failure else None


def _own_details(statement: Any, alone: bool) -> StatusDetails:
    message = split_arrow(statement.error_message)[1]
    if alone and audit_error_of(statement):
        message = message.removeprefix(AUDIT_FAILED)
    error = statement.exception
    return StatusDetails(message=message, trace=_trace(error, statement.exc_traceback) if error else None)


def _sentence(error: BaseException) -> str:
    text = str(error).strip()
    if not isinstance(error, AssertionError):
        return f"{type(error).__name__}: {text}" if text else type(error).__name__
    return text or f"this does not hold: {_asserted(error)}"


def _asserted(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return (frames[-1].line or "an assertion") if frames else "an assertion"


def _trace(error: BaseException, at: TracebackType | None) -> str:
    """The traceback with its causes, without behave's own frames, with paths relative to the project."""
    report = traceback.TracebackException(type(error), error, at)
    each: traceback.TracebackException | None = report
    while each is not None:
        kept = [frame for frame in each.stack if not frame.filename.startswith(_BEHAVE_FOLDER)]
        each.stack = traceback.StackSummary.from_list(kept)
        each = each.__cause__ or each.__context__
    return "".join(report.format()).replace(f"{PROJECT_FOLDER}{os.sep}", "")
