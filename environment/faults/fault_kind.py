"""The base of all fault kinds: a frozen dataclass whose fields are its parameters.

The name of a kind is the name of its file, in words: `kinds/http/slow_drip.py` holds the kind "slow drip".
"""

from __future__ import annotations

import typing
from abc import abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from environment.faults.call import ProxiedCall
from environment.faults.port import ListeningPort
from environment.topology import Protocol

HTTP = frozenset({Protocol.HTTP, Protocol.HTTPS})
HTTPS = frozenset({Protocol.HTTPS})
POSTGRES = frozenset({Protocol.POSTGRES})
SMTP = frozenset({Protocol.SMTP})
EVERY = frozenset(Protocol)


class Work(StrEnum):
    """Whether the callee has done the work of the call when the fault acts."""

    NOT_DONE = "not done"
    DONE = "done"
    TWICE = "done twice"
    CHOSEN = "as the parameters say"


class FaultableEdge(typing.Protocol):
    """What a fault of a whole edge acts on; see edge_listener.py."""

    port: ListeningPort

    def cut(self) -> tuple[int, int]:
        """Reset all open connections; their number, and how many of them had a call under way."""
        ...

    def show_certificate(self, name: str | None) -> None:
        """Show callers the certificate of this name from now on; None: the edge's own."""
        ...

    def shown(self) -> int:
        """How many connections began since the certificate was changed."""
        ...


@dataclass(frozen=True)
class FaultKind:
    """A fault kind. `protocols` and `work` are facts about the kind, its fields are parameters."""

    protocols: ClassVar[frozenset[Protocol]]
    work: ClassVar[Work]
    name: ClassVar[str] = ""

    def __init_subclass__(cls) -> None:
        cls.name = cls.__module__.rpartition(".")[2].replace("_", " ")


class CallFault(FaultKind):
    """A fault that acts on single calls."""

    def applies_to(self, call: ProxiedCall) -> bool:  # noqa: ARG002, RUF100 - most kinds apply to any call
        """Whether the kind can act on this call (a lost COMMIT only on a COMMIT)."""
        return True

    @abstractmethod
    async def apply(self, call: ProxiedCall) -> None:
        """Act on the call; afterwards it is answered, closed or reset."""


class EdgeFault(FaultKind):
    """A fault of a whole edge: it acts before a call can be read, so it cannot be narrowed to calls.

    of_open_connections: whether it acts on these alone, so that without any it would do nothing.
    """

    of_open_connections: ClassVar[bool] = False

    @abstractmethod
    def apply(self, edge: FaultableEdge) -> int:
        """Act on the edge; the number of connections or calls that this affects at once."""

    @abstractmethod
    def undo(self, edge: FaultableEdge) -> None:
        """Bring the edge back to normal."""

    def attempts(self, edge: FaultableEdge) -> int | None:  # noqa: ARG002, RUF100 - some kinds can count
        """How many connection attempts were affected since `apply`; None if they cannot be counted."""
        return 0
