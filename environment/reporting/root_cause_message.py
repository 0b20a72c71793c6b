"""The guilty arrow at the top of a message: in Allure, in JUnit and on the console it is read first."""

from __future__ import annotations

from typing import Any

_SIGN = "GUILTY ARROW: "
_FURTHER = ("or [", "(compared with no green run")  # the lines of a headline after its first


def with_arrow(told: str, message: str | None) -> str:
    """The message below the lines that say which arrow is guilty."""
    return f"{_SIGN}{told}\n{message or ''}".strip()


def split_arrow(message: str | None) -> tuple[str, str]:
    """The lines about the guilty arrow at the top of a message, and the rest of it; both may be empty."""
    lines = (message or "").splitlines()
    if not lines or not lines[0].startswith(_SIGN):
        return "", message or ""
    end = next((n for n, line in enumerate(lines) if n and not line.startswith(_FURTHER)), len(lines))
    return "\n".join(lines[:end]), "\n".join(lines[end:])


def arrow_of(scenario: Any) -> str:
    """The lines about the guilty arrow of a scenario; empty for one without."""
    messages = [scenario.error_message, *(step.error_message for step in scenario.all_steps)]
    return next(filter(None, (split_arrow(each)[0] for each in messages)), "")
