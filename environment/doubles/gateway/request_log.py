"""Which requests the gateway was asked, in turn: what a test looks at to see how it was treated."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

_KEPT = 1000


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request with its answer; `at` is when it came, in seconds since the epoch by the ledger's clock."""

    method: str
    path: str
    status: int
    at: float


class RequestLog:
    """The latest requests; older ones are forgotten, so that it stays flat."""

    def __init__(self) -> None:
        self._entries: deque[LoggedRequest] = deque(maxlen=_KEPT)

    def note(self, entry: LoggedRequest) -> None:
        self._entries.append(entry)

    def to_json(self) -> list[dict[str, object]]:
        """All that is kept, in the order in which they were answered."""
        return [
            {"method": each.method, "path": each.path, "status": each.status, "at": each.at}
            for each in self._entries
        ]

    def clear(self) -> None:
        self._entries.clear()
