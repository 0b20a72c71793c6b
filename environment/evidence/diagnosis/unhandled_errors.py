"""Unhandled errors in the logs of services and other parts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from environment.evidence.recording.masking import mask_text

_NAMED = re.compile(r"[A-Za-z_][\w.]*(: |$)")
_TRACEBACK = "Traceback (most recent call last)"


@dataclass(frozen=True)
class UnhandledError:
    """An error that reached the boundary of a process. `at` is in Unix seconds, None if not logged."""

    part: str
    error: str
    at: float | None = None
    trace: str | None = None


def unhandled_errors_in(part: str, lines: Iterable[str]) -> Iterator[UnhandledError]:
    """The unhandled errors in the log of one part: JSON lines with an exception, and bare tracebacks."""
    in_traceback = False
    for line in lines:
        entry = _entry(line)
        if entry and "exception" in entry:
            yield UnhandledError(part, _last(str(entry["exception"])), _at(entry), entry.get("trace_id"))
        elif in_traceback and line[:1].strip():
            in_traceback = False
            yield UnhandledError(part, _last(line))
        elif line.startswith(_TRACEBACK):
            in_traceback = True


def _entry(line: str) -> dict[str, Any] | None:
    if not line.startswith("{"):
        return None
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None


def _last(trace: str) -> str:
    """The last line that names an error; notes may follow it, such as those of SQLAlchemy."""
    lines = [each for each in trace.splitlines() if each.strip()]
    named = [each for each in lines if _NAMED.match(each)]
    return mask_text((named or lines)[-1].strip())[:200] if lines else "an error without a message"


def _at(entry: dict[str, Any]) -> float | None:
    try:
        return datetime.fromisoformat(str(entry.get("time"))).timestamp()
    except ValueError:
        return None
