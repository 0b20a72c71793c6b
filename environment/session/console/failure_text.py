"""A red scenario as the console shows it: the guilty arrow, the steps up to the red one, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import indent
from typing import Any

from behave.model_type import Status

from environment.reporting.root_cause_message import arrow_of, split_arrow
from environment.reporting.status_details import details_of_step

_RAN = (Status.passed, Status.pending_warn)


def failure_text(scenario: Any) -> str:
    """The block of lines, with an empty line behind it."""
    return "\n".join([*_lines(scenario), "", ""])


def _lines(scenario: Any) -> Iterator[str]:
    yield f"{scenario.status.name.upper().replace('_', ' ')}  {scenario.location}  {scenario.name}"
    if arrow := arrow_of(scenario):
        yield indent(arrow, "  ")
    for step in scenario.all_steps:
        details = details_of_step(step)
        if details is None and step.status not in _RAN:
            break
        yield f"    {step.keyword} {step.name}"
        if details:
            yield indent(str(details.message), "      ")
            break
    own = split_arrow(scenario.error_message)[1].strip()
    if own:
        yield indent(own, "  ")
    printed = scenario.captured.make_simple_report().strip()
    if printed:
        yield indent(f"printed:\n{printed}", "  ")
