"""What a worker tells its parent. The parent sends back the number of a unit, or None: that was all."""

from __future__ import annotations

from dataclasses import dataclass

from environment.session.console_summary import ClosingNotes
from environment.session.workers.record import Record


@dataclass(frozen=True)
class Ready:
    """The stack is up."""


@dataclass(frozen=True)
class Done:
    """A unit is over, and the worker is free."""

    unit: int
    record: Record


@dataclass(frozen=True)
class Farewell:
    """The stack is gone. `why`: what kept the worker from working, if anything did."""

    printed: str
    failed: bool
    hook_failures: int
    why: str
    notes: ClosingNotes


Message = Ready | Done | Farewell
