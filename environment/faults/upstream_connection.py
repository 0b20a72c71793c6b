"""Connections from the proxy to a callee."""

from __future__ import annotations

import asyncio
import typing
from typing import cast

from environment.faults.errors import UpstreamFailed
from environment.faults.protocols.codec import ProtocolAnswer, ProtocolCodec, ProtocolMessage


class UpstreamListener(typing.Protocol):
    """Receives the bytes of a callee; see proxied_connection.py."""

    @property
    def answers_frozen(self) -> bool: ...
    def feed_upstream(self, data: bytes) -> None: ...
    def pause_caller(self, paused: bool) -> None: ...
    def upstream_closed(self, *, reset: bool) -> None: ...


class UpstreamConnection(asyncio.Protocol):
    """The connection to the callee that belongs to one connection of a caller."""

    def __init__(self, listener: UpstreamListener) -> None:
        self._listener = listener
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        if self._listener.answers_frozen:
            self.transport.pause_reading()

    def data_received(self, data: bytes) -> None:
        self._listener.feed_upstream(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._listener.upstream_closed(reset=exc is not None)

    def pause_writing(self) -> None:
        """The callee does not read: what the caller sends must not gather here."""
        self._listener.pause_caller(True)

    def resume_writing(self) -> None:
        self._listener.pause_caller(False)


class SingleCallConnection(asyncio.Protocol):
    """A connection for one call, the copy of a call that is delivered twice: `answer` is its result."""

    def __init__(self, message: ProtocolMessage, codec: ProtocolCodec) -> None:
        self._message = message
        self._codec = codec
        self.answer: asyncio.Future[ProtocolAnswer] = asyncio.get_running_loop().create_future()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._codec.call_sent(self._message)
        self._transport.write(self._message.raw)

    def data_received(self, data: bytes) -> None:
        self._end(next((each for each in self._codec.feed_upstream(data) if each.final), None))

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(self._codec.upstream_closed())
        if not self.answer.done():
            failure = UpstreamFailed("the callee hung up on the copy", reset=exc is not None)
            self.answer.set_exception(failure)

    def _end(self, answer: ProtocolAnswer | None) -> None:
        if answer and answer.final and not self.answer.done():
            self.answer.set_result(answer)
            self._transport.close()
