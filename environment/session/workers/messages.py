"""The messages of a worker to its parent; the parent answers with the number of a unit, or None."""

from __future__ import annotations

from dataclasses import dataclass

from environment.session.console_summary import ConsoleSummary
from environment.session.workers.unit_result import UnitResult


@dataclass(frozen=True)
class Ready:
    """The stack is up."""


@dataclass(frozen=True)
class Done:
    """A unit has run, and the worker is free. `unit` is its number."""

    unit: int
    result: UnitResult


@dataclass(frozen=True)
class StackLost:
    """The stack cannot run another unit, and the worker is about to exit.

    unit: the number of the unit that the worker gives back.
    why: a sentence that says what has ended.
    result: the result of the unit; None if the unit did not begin.
    """

    unit: int
    why: str
    result: UnitResult | None


@dataclass(frozen=True)
class WorkerExit:
    """The stack is torn down; the worker's last message.

    printed: the output of the tear-down.
    failed: whether the stack did not start, or its clean-up failed.
    why: why the worker could not run units; empty if it could.
    """

    printed: str
    failed: bool
    hook_failures: int
    why: str
    summary: ConsoleSummary


Message = Ready | Done | StackLost | WorkerExit
