"""Unhandled errors in the logs of services and other parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from environment.evidence.recording.json_value import json_object
from environment.evidence.recording.masking import mask_text

_NAMED = re.compile(r"[A-Za-z_][\w.]*(: |$)")
_TRACEBACK = "Traceback (most recent call last)"


@dataclass(frozen=True)
class UnhandledError:
    """An error that reached the boundary of a process. `at` is in Unix seconds, None if not logged.

    of_worker: whether it ended an act of a worker, for which nobody waits: no call was answered with it.
    """

    part: str
    error: str
    at: float | None = None
    trace: str | None = None
    of_worker: bool = False


def unhandled_errors_in(part: str, lines: Iterable[str]) -> Iterator[UnhandledError]:
    """The unhandled errors in the log of one part: JSON lines with an exception, and bare tracebacks."""
    in_traceback = False
    for line in lines:
        entry = _entry(line)
        if entry and "exception" in entry:
            error = _error_of(str(entry["exception"]))
            yield UnhandledError(part, error, _at(entry), entry.get("trace_id"), of_worker="worker" in entry)
        elif in_traceback and line[:1].strip():
            in_traceback = False
            yield UnhandledError(part, _error_of(line))
        elif line.startswith(_TRACEBACK):
            in_traceback = True


def _entry(line: str) -> dict[str, Any] | None:
    return json_object(line) if line.startswith("{") else None


def _error_of(trace: str) -> str:
    """The line that names the error: the first line after the frames of the last traceback.

    Further lines of its message are left out: PostgreSQL's DETAIL and CONTEXT carry the contents of rows.
    """
    lines = [each for each in trace.splitlines() if each.strip()]
    begun = [place for place, each in enumerate(lines) if each.startswith(_TRACEBACK)]
    after = lines[begun[-1] + 1 :] if begun else lines
    at_margin = [each for each in after if each[:1].strip()]
    named = [each for each in at_margin if _NAMED.match(each)]
    shown = next(iter(at_margin[:1] if begun else named), lines[-1] if lines else "")
    return mask_text(shown.strip())[:200] or "an error without a message"


def _at(entry: dict[str, Any]) -> float | None:
    try:
        return datetime.fromisoformat(str(entry.get("time"))).timestamp()
    except ValueError:
        return None
