"""Trace ids of recorded calls (https://www.w3.org/TR/trace-context/)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from environment.evidence.recording.exchange import PEOPLE, Exchange

_SUBMISSION = "POST /checkouts "
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-")
# The gateway sends no traceparent. It keeps the trace id in a payment's metadata and repeats it in webhooks.
_METADATA = re.compile(r"trace_id[^0-9a-f]{1,8}([0-9a-f]{32})")
_WRITTEN_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-")


def trace_of(exchange: Exchange) -> str | None:
    """The trace id in the call's traceparent header."""
    header = exchange.request.header("traceparent") if exchange.request else None
    found = _TRACEPARENT.match(header or "")
    return found[1] if found else None


def traces_of(exchanges: Iterable[Exchange], names: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """By arrow, the trace ids of the calls that contain one of these names, such as an order number.

    Of the calls of people only the submission of a checkout counts: each other request has a trace of its
    own. A call without a trace id contributes the empty text.
    """
    wanted, found = tuple(names), defaultdict[str, set[str]](set)
    for exchange in exchanges:
        if _counts(exchange) and any(name in _text(exchange) for name in wanted):
            found[exchange.edge].add(any_trace_of(exchange))
    return {edge: frozenset(traces) for edge, traces in found.items()}


def _counts(exchange: Exchange) -> bool:
    if exchange.request is None:
        return False
    return exchange.caller not in PEOPLE or exchange.request.head.startswith(_SUBMISSION)


def _text(exchange: Exchange) -> str:
    messages = (exchange.request, exchange.answered)
    parts = [(message.head, message.body, str(message.headers)) for message in messages if message]
    return " ".join(text for part in parts for text in part)


def any_trace_of(exchange: Exchange) -> str:
    """The trace id that the call or its answer tells anywhere; the empty text where neither does."""
    if exchange.callee == "gateway" or exchange.caller == "gateway":
        stated = _METADATA.search(_text(exchange))
        return stated[1] if stated else ""
    header = exchange.request.header("traceparent") if exchange.request else None
    found = _WRITTEN_TRACEPARENT.search(header or _text(exchange))
    return found[1] if found else ""
