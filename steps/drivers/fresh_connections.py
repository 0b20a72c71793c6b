"""Connections that are kept alive, but not reused after a long pause: their server may be closing them.

A request on a connection that its server closes at that moment gets no answer, and may have been executed or
not (RFC 9112, 9.3.1). The servers of the suite close an idle connection after 75 seconds.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

_LONGEST_PAUSE = 30.0  # seconds
_HOSTS, _CONNECTIONS = 16, 64


class FreshConnections(HTTPAdapter):
    """Opens connections anew to a host that was not asked for `longest_pause` seconds; for many threads."""

    def __init__(self, longest_pause: float = _LONGEST_PAUSE) -> None:
        super().__init__(pool_connections=_HOSTS, pool_maxsize=_CONNECTIONS)
        self._longest_pause = longest_pause
        self._asked_at: dict[str, float] = {}

    def send(self, request: requests.PreparedRequest, *given: Any, **more: Any) -> requests.Response:
        """As `HTTPAdapter.send`. Requests that are under way keep their connections."""
        host, now = urlsplit(request.url or "").netloc, time.monotonic()
        if now - self._asked_at.get(str(host), now) > self._longest_pause:
            self.poolmanager.clear()
        try:
            return super().send(request, *given, **more)
        finally:
            self._asked_at[str(host)] = time.monotonic()
