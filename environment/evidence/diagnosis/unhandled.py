"""Errors that nobody handled, found in the log of a service or of any other part."""

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
class Unhandled:
    """An error that reached the boundary of a process. `at` is in Unix seconds, None where not noted."""

    part: str
    error: str
    at: float | None = None
    trace: str | None = None


def unhandled_in(part: str, lines: Iterable[str]) -> Iterator[Unhandled]:
    """The unhandled errors in a part's log: JSON lines with an exception, and bare tracebacks."""
    in_traceback = False
    for line in lines:
        entry = _entry(line)
        if entry and "exception" in entry:
            yield Unhandled(part, _last(str(entry["exception"])), _at(entry), entry.get("trace_id"))
        elif in_traceback and line[:1].strip():
            in_traceback = False
            yield Unhandled(part, _last(line))
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
    """The line that names the error; notes such as SQLAlchemy's may follow it."""
    lines = [each for each in trace.splitlines() if each.strip()]
    named = [each for each in lines if _NAMED.match(each)]
    return mask_text((named or lines)[-1].strip())[:200] if lines else "an error without a message"


def _at(entry: dict[str, Any]) -> float | None:
    try:
        return datetime.fromisoformat(str(entry.get("time"))).timestamp()
    except ValueError:
        return None
