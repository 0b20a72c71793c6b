"""A total deadline for calls made through `requests`, whose own timeouts bound each single read.

A server that sends one byte a second outlives any read timeout. Here every read and write of the TLS
connection is also bounded by the rest of the whole call. The class of the sockets is set through
`ssl.SSLContext.sslsocket_class`; Python bounds the handshake as a whole.
"""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util.ssl_ import create_urllib3_context

LONGEST = 20.0
"""Seconds after which a call ends that is made outside of `within`."""


class _Until(threading.local):
    at: float = float("inf")


_until = _Until()


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Calls of this thread inside the block end after so many seconds, with a timeout.

    A block inside another one ends at the earlier of both deadlines.
    """
    before = _until.at
    _until.at = min(before, time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.at = before


def _capped(timeout: float | None) -> float | None:
    left = _until.at - time.monotonic()
    if left <= 0:
        raise TimeoutError("the deadline of the whole call has passed")
    if left == float("inf"):
        return timeout
    return left if timeout is None else min(timeout, left)


class _DeadlineSocket(ssl.SSLSocket):
    """A TLS connection whose reads and writes also end at the deadline of the call."""

    def read(self, len: int = 1024, buffer: Any = None) -> Any:
        self.settimeout(_capped(self.gettimeout()))
        return super().read(len, buffer)

    def send(self, data: Any, flags: int = 0) -> int:
        self.settimeout(_capped(self.gettimeout()))
        return super().send(data, flags)


class _DeadlineAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        context = create_urllib3_context()
        context.sslsocket_class = _DeadlineSocket
        super().init_poolmanager(*args, ssl_context=context, **kwargs)

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """Connecting and the handshake are bounded by the deadline as well."""
        connect, read = kwargs["timeout"]
        kwargs["timeout"] = (_capped(connect), _capped(read))
        return super().send(request, *args, **kwargs)


class _DeadlineSession(requests.Session):
    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Send it, and read the whole answer."""
        with within(LONGEST):
            return super().send(request, **kwargs)


def session(connections: int) -> requests.Session:
    """A session whose HTTPS calls keep the deadline of `within`, or LONGEST; threads share connections."""
    made = _DeadlineSession()
    made.mount("https://", _DeadlineAdapter(pool_connections=1, pool_maxsize=connections))
    return made
