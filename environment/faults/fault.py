"""What a fault kind is: a frozen dataclass whose fields are its parameters, and one act.

A kind's name is the name of its file, in words: `kinds/http/slow_drip.py` holds the kind "slow drip".
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from environment.topology import Protocol

if TYPE_CHECKING:
    from environment.faults.call import Call
    from environment.faults.live_edge import LiveEdge

HTTP = frozenset({Protocol.HTTP, Protocol.HTTPS})
POSTGRES = frozenset({Protocol.POSTGRES})
SMTP = frozenset({Protocol.SMTP})
EVERY = frozenset(Protocol)


class Work(StrEnum):
    """What the callee has done of the call when the fault strikes."""

    NOT_DONE = "not done"
    DONE = "done"
    TWICE = "done twice"
    CHOSEN = "as the parameters say"


@dataclass(frozen=True)
class Fault:
    """A fault kind. `protocols` and `work` are facts about the kind, its fields are parameters."""

    protocols: ClassVar[frozenset[Protocol]]
    work: ClassVar[Work]
    name: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        cls.name = cls.__module__.rpartition(".")[2].replace("_", " ")


class CallFault(Fault):
    """A fault that plays with single calls."""

    def wants(self, call: Call) -> bool:  # noqa: ARG002, RUF100 - most kinds take any call the spec matches
        """Whether the kind applies to this call at all (a lost COMMIT only to a COMMIT)."""
        return True

    @abstractmethod
    async def play(self, call: Call) -> None:
        """Do it; afterwards the call is answered, closed or reset."""


class EdgeFault(Fault):
    """A fault of a whole edge, before any call could be read; it cannot be narrowed to calls."""

    @abstractmethod
    def strike(self, edge: LiveEdge) -> int:
        """Put it on the edge; gives how many connections or calls it touched at once."""

    @abstractmethod
    def lift(self, edge: LiveEdge) -> None:
        """Take it off again."""

    def touched(self, edge: LiveEdge) -> int | None:  # noqa: ARG002, RUF100 - a kind may know better
        """How many attempts it has met since it struck; None where nobody can know."""
        return 0
