"""The messages of a worker to its parent; the parent answers with an assignment, or None."""

from __future__ import annotations

from dataclasses import dataclass

from environment.session.console_summary import ConsoleSummary
from environment.session.workers.unit_result import UnitResult


@dataclass(frozen=True)
class Assignment:
    """A unit to run. `lost` says why its first run does not count; empty in the first run."""

    unit: int
    lost: str = ""


@dataclass(frozen=True)
class Ready:
    """The stack is up."""


@dataclass(frozen=True)
class Done:
    """A unit has run, and the worker is free.

    unit: its number.
    summary: what the unit adds to the end of the console: a worker that is lost later cannot say it.
    """

    unit: int
    result: UnitResult
    summary: ConsoleSummary


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
