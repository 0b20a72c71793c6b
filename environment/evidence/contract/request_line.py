"""The first line of a recorded request, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import parse_qs

from environment.evidence.recording.exchange import Exchange

_LINE = re.compile(r"([A-Z]+) (/[^?]*)(?:\?(.*))? HTTP/\d[.\d]*")


@dataclass(frozen=True)
class RequestLine:
    """What was asked for. `query` is as it was sent, masked."""

    method: str
    path: str
    query: str

    @classmethod
    def of(cls, exchange: Exchange) -> Self | None:
        """The line of an HTTP call; None where the exchange is none, or its request broke HTTP."""
        if exchange.request is None or not exchange.protocol.startswith("http"):
            return None
        found = _LINE.fullmatch(exchange.request.head)
        return cls(found[1], found[2], found[3] or "") if found else None

    @property
    def parameters(self) -> dict[str, list[str]]:
        """The query's values by name."""
        return parse_qs(self.query, keep_blank_values=True)
