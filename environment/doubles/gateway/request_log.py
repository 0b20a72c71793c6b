"""The requests that the gateway has answered: a test reads them to see how a client behaved."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

_KEPT = 1000


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request with the status of its response; `at` is its arrival by the ledger's clock, in seconds."""

    method: str
    path: str
    status: int
    at: float


class RequestLog:
    """The latest 1000 requests, so that memory does not grow."""

    def __init__(self) -> None:
        self._requests: deque[LoggedRequest] = deque(maxlen=_KEPT)

    def add(self, request: LoggedRequest) -> None:
        """Append one request."""
        self._requests.append(request)

    def to_json(self) -> list[dict[str, object]]:
        """The requests in the order of their responses."""
        return [
            {"method": each.method, "path": each.path, "status": each.status, "at": each.at}
            for each in self._requests
        ]

    def clear(self) -> None:
        """Drop every request."""
        self._requests.clear()
