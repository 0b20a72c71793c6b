"""A port method that turns out to be missing only while a scenario runs: the scenario is skipped from there.

`environment.attach.needs` skips beforehand what it can know; an adapter may find out only with the values of
a step that its shop has no such request, and raises NotOffered then.
"""

from __future__ import annotations

from typing import Any

from behave.model_type import Status

from steps.drivers.api import NotOffered


def skipped_on_the_way(scenario: Any, step: Any) -> str | None:
    """Skip the rest of a scenario whose step has met NotOffered; the reason, None for any other end."""
    reason = _reason(step.exception)
    if reason is not None:
        step.status, step.exception, step.exc_traceback = Status.skipped, None, None
        scenario.skip(f'Skipped on the way, at "{step.keyword} {step.name}": {reason}')
    return reason


def _reason(error: BaseException | None) -> str | None:
    while error is not None and not isinstance(error, NotOffered):
        error = error.__cause__
    return None if error is None else str(error)
