"""Which act a call belongs to (https://www.w3.org/TR/trace-context/)."""

from __future__ import annotations

import re

from environment.evidence.recording.exchange import Exchange

_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-")


def trace_of(exchange: Exchange) -> str | None:
    """The trace id that the call carried."""
    header = exchange.request.header("traceparent") if exchange.request else None
    found = _TRACEPARENT.match(header or "")
    return found[1] if found else None
