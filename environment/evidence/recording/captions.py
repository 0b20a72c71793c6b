"""Short captions of a call and its answer, for the diagram and the root cause."""

from __future__ import annotations

import json
import re
from typing import Any

from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.recording.graphql import graphql_call, graphql_error

_UUID = re.compile(r"\b([0-9a-fA-F]{4})[0-9a-fA-F]{4}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b")
_NUMBER = re.compile(r"\b\d{9}(\d{4})\b")
_PREFIXED = re.compile(r"\b([a-z]{2,5}_)\w{8,}\b")
_EVENT = re.compile(r"[a-z_]+(\.[a-z_]+)+")
_LONGEST = 46


def short(text: str, longest: int = _LONGEST) -> str:
    """The text with shortened ids, at most `longest` characters."""
    text = _UUID.sub(r"\1…", text)
    text = _NUMBER.sub(r"…\1", text)
    text = _PREFIXED.sub(r"\1…", text)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def call_caption(exchange: Exchange) -> str:
    """The call: `PUT /reservations/3f2a…`; for a webhook with the kind of its event.

    Of GraphQL, which has one path for everything, what is asked: `mutation addPaymentToOrder`.
    """
    if exchange.protocol == "postgres":
        return short(f"SQL {exchange.summary}", 40)
    if asked := graphql_call(exchange):
        return short(str(asked))
    path, _, query = exchange.summary.partition("?")
    first, more, _ = query.partition("&")
    event = _event(exchange.request)
    return short(
        path + (f"?{first}" if query else "") + ("&…" if more else "") + (f" {event}" if event else "")
    )


def answer_caption(message: RecordedMessage | None, outcome: str) -> str:
    """The answer: `201`, `409 out-of-stock`; for other protocols than HTTP the recorded outcome.

    With the code of an error inside an answer of GraphQL: `200 INSUFFICIENT_STOCK_ERROR`.
    """
    status = message.status if message else None
    if message is None or status is None:
        return outcome
    if error := graphql_error(message):
        return short(f"{status} {error.code}")
    kind = str(_json(message).get("type", "")) if status >= 400 else ""
    return f"{status} {kind.rpartition('/')[2]}" if "/" in kind else str(status)


def milliseconds(seconds: float) -> str:
    """A duration in milliseconds: whole ones, one decimal below 10."""
    amount = seconds * 1000
    return f"{amount:.1f} ms" if amount < 9.95 else f"{amount:,.0f} ms"


def _event(message: RecordedMessage | None) -> str:
    kind = _json(message).get("type") if message else None
    return kind if isinstance(kind, str) and _EVENT.fullmatch(kind) else ""


def _json(message: RecordedMessage) -> dict[str, Any]:
    if not message.body.startswith("{"):
        return {}
    try:
        value: dict[str, Any] = json.loads(message.body)
    except (ValueError, RecursionError):
        return {}
    return value
