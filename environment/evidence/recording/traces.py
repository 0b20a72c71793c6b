"""The traces under which the calls of one checkout crossed the arrows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from environment.evidence.recording.exchange import Exchange

_SUBMISSION = "POST /checkouts "
_OUTSIDE = ("customer", "staff")
# The gateway sends no trace; what it is told of a payment comes back with its news.
_TOLD = re.compile(r"trace_id[^0-9a-f]{1,8}([0-9a-f]{32})")
_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-")


def traces_of(exchanges: Iterable[Exchange], names: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """By arrow, the trace ids of all calls that mention one of these names (a checkout's id, an order's).

    Of what people ask for only the submission counts: every other request of theirs is an act of its own.
    A call without any trace has the trace "".
    """
    wanted, found = tuple(names), defaultdict[str, set[str]](set)
    for exchange in exchanges:
        if _counts(exchange) and any(name in _said(exchange) for name in wanted):
            found[exchange.edge].add(_trace(exchange))
    return {edge: frozenset(traces) for edge, traces in found.items()}


def _counts(exchange: Exchange) -> bool:
    if exchange.request is None:
        return False
    return exchange.caller not in _OUTSIDE or exchange.request.head.startswith(_SUBMISSION)


def _said(exchange: Exchange) -> str:
    messages = (exchange.request, exchange.answered)
    parts = [(message.head, message.body, str(message.headers)) for message in messages if message]
    return " ".join(text for part in parts for text in part)


def _trace(exchange: Exchange) -> str:
    header = exchange.request.header("traceparent") if exchange.request else None
    told = _TOLD.search(_said(exchange))
    if exchange.callee == "gateway" or exchange.caller == "gateway":
        return told[1] if told else ""
    found = _TRACEPARENT.search(header or _said(exchange))
    return found[1] if found else ""
