"""HTTP connections with limits: uvicorn alone waits without end for a request that does not come whole.

bookstore/platform/bounded_http.py is the same for the services, which import nothing of the environment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class DoubleHttpLimits:
    """The limits of one connection.

    seconds: from the connection, or the first byte of a later request, to the end of the request; also how
        long a client may leave an answer unread.
    head: the bytes of a head, or of trailers, that may come before the next part of a body.
    """

    seconds: float = 30.0
    head: int = 64 * 1024

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> DoubleHttpLimits:
        """HTTP_REQUEST_SECONDS, else the default. Raises ValueError for what is no number."""
        return cls(seconds=float(environ.get("HTTP_REQUEST_SECONDS", cls().seconds)))


class BoundedDoubleHttp(HttpToolsProtocol):
    """The connection of one client, closed where it exceeds a limit."""

    limits: ClassVar = DoubleHttpLimits()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast(asyncio.Transport, transport))
        self._without_progress = 0
        self._progress = False
        self._in_head = True
        self._unfinished = True
        self._request_due: asyncio.TimerHandle | None = None
        self._reading_due: asyncio.TimerHandle | None = None
        self._await_request()

    def connection_lost(self, exc: Exception | None) -> None:
        for due in (self._request_due, self._reading_due):
            if due is not None:
                due.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._request_due is None:
            self._await_request()
        self._progress = False
        super().data_received(data)
        self._without_progress = 0 if self._progress else self._without_progress + len(data)
        if self._without_progress > self.limits.head and not self.transport.is_closing():
            self.transport.write(_TOO_LARGE if self._in_head else b"")
            self.transport.close()
        if self._progress and not self._unfinished and self._request_due is not None:
            self._request_due.cancel()
            self._request_due = None

    def on_message_begin(self) -> None:
        self._in_head = self._unfinished = True
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:  # trailers are read by no application, and may be many
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._in_head, self._progress = False, True
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        self._progress = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._unfinished, self._progress = False, True
        super().on_message_complete()

    def pause_writing(self) -> None:
        self._reading_due = self.loop.call_later(self.limits.seconds, self.transport.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        if self._reading_due is not None:
            self._reading_due.cancel()
        super().resume_writing()

    def _await_request(self) -> None:
        self._request_due = self.loop.call_later(self.limits.seconds, self._request_is_late)

    def _request_is_late(self) -> None:
        if self.flow.read_paused:  # it is the application that has not read on
            self._await_request()
        else:
            self.transport.abort()


def bounded_http(limits: DoubleHttpLimits) -> type[asyncio.Protocol]:
    """The class of connections with these limits, for uvicorn's setting `http`."""
    return type("BoundedDoubleHttp", (BoundedDoubleHttp,), {"limits": limits})
