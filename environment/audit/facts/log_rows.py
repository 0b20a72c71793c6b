"""What the logs of the shop have that the audit reads."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LoggedException:
    """An exception in the log of a service or another part; `exception` is its traceback."""

    service: str
    event: str
    trace_id: str | None
    exception: str
