"""The messages of a caller and the answers of a callee, as the pieces of a byte stream a fault can act on.

As in other proxies, the caller is downstream and the callee is upstream.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

Write = Callable[[bytes], None]
"""Writes bytes to the caller."""


@dataclass(slots=True)
class ProtocolMessage:
    """A message of the caller: a call that gets an answer, or (`is_call` false) bytes that only pass.

    - `raw`: the bytes as they came
    - `summary`: the message in a line, such as `PUT /payments/1`
    - `recorded`: the bytes that the record keeps, without credentials and bind values
    - `correlation`: the scenario or trace that the message belongs to
    - `body_at`: where an HTTP body begins in `raw`
    - `shows_answers`: whether the record keeps the bytes of the answer
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

    def recordable(self, part: bytes) -> bytes:
        """The bytes that the record keeps of a part of the answer."""
        return part if self.shows_answers else b""


@dataclass(slots=True)
class ProtocolAnswer:
    """A part of the callee's answer; `final` ends the call. `body_at` is where an HTTP body begins."""

    raw: bytes
    outcome: str = ""
    recorded: bytes = b""
    final: bool = True
    body_at: int = 0


class UnparsableBytes(Exception):
    """The bytes do not follow the protocol: from now on the connection passes all bytes unparsed."""


class ProtocolCodec(Protocol):
    """Divides the bytes of one connection into messages and answers."""

    name: str

    def opening_call(self) -> ProtocolMessage | None:
        """The call that a connection begins with, if the callee sends first, as in SMTP."""

    def feed_downstream(self, data: bytes) -> Iterable[ProtocolMessage]:
        """The messages that bytes of the caller complete. Raises UnparsableBytes."""

    def call_sent(self, message: ProtocolMessage) -> None:
        """Note that the call is on its way to the callee: the next final answer belongs to it."""

    def feed_upstream(self, data: bytes) -> Iterable[ProtocolAnswer]:
        """The answers that bytes of the callee complete. Raises UnparsableBytes."""

    def upstream_closed(self) -> ProtocolAnswer | None:
        """The callee closed: the answer that this completes, an unfinished one (not final), or None."""

    def unparsed(self) -> tuple[bytes, bytes]:
        """The bytes of caller and callee that belong to no message or answer yet."""

    def outcome(self, raw: bytes) -> str:
        """An answer in a word: the status, the reply code."""

    def fresh(self) -> ProtocolCodec:
        """A new codec of the same kind, for a copy of a call."""
