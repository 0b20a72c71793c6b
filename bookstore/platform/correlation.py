"""The correlation of a request, which every service passes on.

W3C Trace Context (`traceparent`) and W3C Baggage (`baggage`) are taken from the incoming request, bound while
it is processed, stored with work that is done later, and set on every outgoing call.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_TRACEPARENT = re.compile(r"00-(?P<trace>[0-9a-f]{32})-(?P<span>[0-9a-f]{16})-(?P<flags>[0-9a-f]{2})")
_BAGGAGE = re.compile(r"[\t\x20-\x7e]*")  # W3C Baggage, section 3.2.1: other characters are percent-encoded
_MAX_BAGGAGE = 8192  # bytes; W3C Baggage, section 3.3.2


@dataclass(frozen=True)
class Correlation:
    """The trace and the baggage that a request belongs to."""

    trace_id: str
    span_id: str
    baggage: str = ""

    @property
    def traceparent(self) -> str:
        return f"00-{self.trace_id}-{self.span_id}-01"

    def headers(self) -> dict[str, str]:
        """The headers of an outgoing call: the same trace, a new span."""
        hop = Correlation(self.trace_id, secrets.token_hex(8), self.baggage)
        found = {"traceparent": hop.traceparent}
        return found | {"baggage": self.baggage} if self.baggage else found


_current: ContextVar[Correlation | None] = ContextVar("correlation", default=None)


def correlation_of(headers: Mapping[str, str]) -> Correlation:
    """The caller's trace and baggage; a new trace where the header is missing or malformed."""
    found = _TRACEPARENT.fullmatch(headers.get("traceparent", "").strip())
    trace = found["trace"] if found and set(found["trace"]) != {"0"} else secrets.token_hex(16)
    baggage = headers.get("baggage", "")
    sound = len(baggage) <= _MAX_BAGGAGE and _BAGGAGE.fullmatch(baggage)
    return Correlation(trace, secrets.token_hex(8), baggage if sound else "")


def current_or_none() -> Correlation | None:
    """The correlation that is bound, or None."""
    return _current.get()


def current() -> Correlation:
    """The correlation that is bound; a new one where none is."""
    return _current.get() or correlation_of({})


@contextmanager
def correlated(correlation: Correlation) -> Iterator[None]:
    """Bind this correlation inside the block."""
    token = _current.set(correlation)
    try:
        yield
    finally:
        _current.reset(token)
