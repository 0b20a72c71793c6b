"""The port between a run and its workers: forked processes of this machine, or those of a cluster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from environment.session.workers.messages import Assignment, Message


@dataclass(frozen=True)
class WorkerLost:
    """A worker has ended without its last message. `how` continues a sentence that begins with its name."""

    how: str


class Workers(Protocol):
    """Workers, each with a name and a stack of its own, that run one unit at a time.

    A worker reports Ready, then for each assignment Done or StackLost, and at its end WorkerExit; instead of
    any of these WorkerLost. What a worker has written for a report counts from Done, StackLost or WorkerExit
    on; what a lost worker has written besides is discarded.
    """

    @property
    def names(self) -> Sequence[str]:
        """The names of the workers that have not ended."""

    @property
    def end(self) -> str | None:
        """Why no worker will ever report again, possibly empty; None as long as one may."""

    def wait(self) -> Sequence[tuple[str, Message | WorkerLost]]:
        """Wait for at most about a second; what workers have reported, with their names."""

    def assign(self, worker: str, assignment: Assignment | None) -> None:
        """Give a worker a unit, or with None let it tear down its stack and end."""

    def replace(self) -> None:
        """Start another worker in place of one that has ended, if these workers do not come by themselves."""

    def interrupt(self) -> None:
        """End the running scenarios as Ctrl-C does. Repeated by the caller: a signal may come too early."""

    def close(self) -> None:
        """End the workers that an error has kept from an orderly shut-down."""
