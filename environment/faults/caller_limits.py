"""The limits of one caller: the proxy keeps a message until it is whole, and does not keep more than that."""

from __future__ import annotations

import asyncio
import typing
from collections import deque

from environment.faults.connection_owner import ConnectionOwner
from environment.faults.protocols.codec import ProtocolCodec, ProtocolMessage

SECONDS = 60.0
SETTING = "FAULTS_CALLER_SECONDS"
_LONGEST_MESSAGE = 16 * 1024 * 1024  # bytes; the largest mail has 10 MB
_MOST_WAITING = 100  # calls that came before the answer to an earlier one


class _LimitedConnection(typing.Protocol):
    edge: ConnectionOwner
    codec: ProtocolCodec
    waiting: deque[ProtocolMessage]
    is_unparsed: bool

    def parse(self, data: bytes) -> None: ...
    def pass_unparsed(self, why: str) -> None: ...
    def pause_caller(self, paused: bool) -> None: ...
    def close(self) -> None: ...


class CallerLimits:
    """Closes the connection of a caller whose message is not whole in time after it began.

    The time also runs from the connection to its first message. A longer message passes unparsed, to meet the
    limits of the callee.
    """

    def __init__(self, connection: _LimitedConnection) -> None:
        self._connection = connection
        self._seconds = connection.edge.caller_seconds
        self._paused = False
        self._due: asyncio.TimerHandle | None = None
        self._await_message()

    def received(self) -> None:
        """Bytes of the caller have come and are parsed."""
        connection = self._connection
        pending = 0 if connection.is_unparsed else len(connection.codec.unparsed()[0])
        if pending > _LONGEST_MESSAGE:
            connection.pass_unparsed("a message that is too long to be parsed")
        elif pending and self._due is None:
            self._await_message()
        if not pending or pending > _LONGEST_MESSAGE:
            self.end()

    def too_many_wait(self) -> bool:
        """Whether so many calls wait that no further byte is read; what was read stays unparsed."""
        if len(self._connection.waiting) > _MOST_WAITING and not self._paused:
            self._paused = True
            self._connection.pause_caller(True)
        return self._paused

    def answered(self) -> None:
        """A call is answered: go on once none waits."""
        if self._paused and not self._connection.waiting:
            self._paused = False
            self._connection.pause_caller(False)
            self._connection.parse(b"")

    def end(self) -> None:
        """Wait for nothing, as the connection has ended, or its message is whole."""
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _await_message(self) -> None:
        self._due = asyncio.get_running_loop().call_later(self._seconds, self._late)

    def _late(self) -> None:
        edge = self._connection.edge
        if edge.calls_frozen or self._paused:
            self._await_message()
        else:
            self._due = None
            print(f"a stranger on {edge.name}: no whole message within {self._seconds:g} s", flush=True)
            self._connection.close()
