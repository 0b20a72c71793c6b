"""What one kind of object is to a table of moves: its states, the operations on it, how its state is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from environment.topology import topology
from steps.drivers.api import Refused, ServerFailed
from steps.tasks.direct_calls import DirectCalls

ALLOWED = "allowed"
NONE = "-"
_S = TypeVar("_S")
_Asked_contra = TypeVar("_Asked_contra", contravariant=True)


@dataclass(frozen=True)
class Bench:
    """What every try begins with: calls in the name of services, and a title that is on sale."""

    calls: DirectCalls
    sku: str


@dataclass(frozen=True)
class TriedOperation(Generic[_Asked_contra]):
    """An operation on an object; `request` is the callee, method and path of the topology.

    `caller`: who asks, where that is not the first of those who may.
    """

    request: str
    make: Callable[[_Asked_contra], object]
    caller: str = ""

    @property
    def callee(self) -> str:
        """The service that is asked."""
        return self.request.partition(": ")[0]

    @property
    def arrow(self) -> str:
        """The integration point on which it is asked for."""
        return next(
            point.arrow
            for point in topology().points.values()
            if point.callee == self.callee and self.caller in ("", point.caller)
            for operation in point.operations
            if f"{point.callee}: {operation.method} {operation.path}" == self.request
        )


@dataclass(frozen=True)
class Machine(Generic[_S]):
    """One kind of object.

    `begin` makes the object of one try, `states` bring it into a state, `state_of` reads the state now, and
    `end` leaves a shop that adds up. `shown_as` has the states that differ in their past alone, by the one
    that `state_of` reads. `waits_in` has the states in which an answer is awaited: a move there takes
    seconds, and any other a tenth of one.
    """

    begin: Callable[[Bench, str], _S]
    states: Mapping[str, Callable[[_S], object]]
    operations: Mapping[str, TriedOperation[_S]]
    state_of: Callable[[_S], str]
    end: Callable[[_S], object]
    shown_as: Mapping[str, str] = field(default_factory=dict)
    waits_in: frozenset[str] = frozenset()

    def move(self, bench: Bench, state: str, operation: str) -> Move:
        """The outcome of an operation on an object of its own that is in this state."""
        subject = self.begin(bench, state)
        self.states[state](subject)
        answer = _answer(lambda: self.operations[operation].make(subject))
        after = self.state_of(subject)
        self.end(subject)
        return Move(answer, after)


@dataclass(frozen=True)
class Move:
    """What an operation answers in a state, and the state after it."""

    answer: str
    after: str

    def __str__(self) -> str:
        return f"{self.answer}, then {self.after}"


def _answer(act: Callable[[], object]) -> str:
    try:
        act()
    except Refused as refused:
        return f"{refused.status} {refused.slug}"
    except ServerFailed as failed:
        return str(failed)
    return ALLOWED


def nothing(_: object) -> None:
    """The state in which an object begins."""
