"""What callers and callees say, divided into the pieces a fault can act upon."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

Say = Callable[[bytes], None]


@dataclass(slots=True)
class Unit:
    """A piece of what the caller says: a call that waits for an answer, or a part that just passes.

    `recorded` is what the record keeps of it: never a credential, never a bind value.
    """

    raw: bytes
    summary: str
    recorded: bytes = b""
    method: str = ""
    path: str = ""
    correlation: str | None = None
    is_call: bool = True
    body_at: int = 0
    shows_answers: bool = False

    def shown(self, part: bytes) -> bytes:
        """What the record keeps of a part of an answer."""
        return part if self.shows_answers else b""


@dataclass(slots=True)
class Answer:
    """A piece of what the callee says; `final` ends the call. `body_at` is where an HTTP body begins."""

    raw: bytes
    outcome: str = ""
    recorded: bytes = b""
    final: bool = True
    body_at: int = 0


class NotUnderstood(Exception):
    """These bytes are not what is spoken here: from now on everything passes unread."""


class Speech(Protocol):
    """The conversation on one connection."""

    name: str

    def greeting(self) -> Unit | None:
        """The call a connection begins with, if the callee speaks first."""

    def caller_said(self, data: bytes) -> Iterable[Unit]:
        """Divide what the caller says; raises NotUnderstood."""

    def sent(self, unit: Unit) -> None:
        """This call is on its way to the callee: the next final answer belongs to it."""

    def callee_said(self, data: bytes) -> Iterable[Answer]:
        """Divide what the callee says; raises NotUnderstood."""

    def callee_ended(self) -> Answer | None:
        """The callee hung up: the answer that this completes, or an unfinished one (not final), or None."""

    def unread(self) -> tuple[bytes, bytes]:
        """What was read from caller and callee but not divided yet."""

    def outcome(self, raw: bytes) -> str:
        """An answer in a word: the status, the reply code."""

    def again(self) -> Speech:
        """A fresh conversation of the same kind, for a copy of a call."""
