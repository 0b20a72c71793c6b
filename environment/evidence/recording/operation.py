"""The operation and the status of a recorded call, without the ids that differ from run to run."""

from __future__ import annotations

import re

from environment.evidence.recording.exchange import Exchange

_IDS = (
    (re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"), "{id}"),
    (re.compile(r"\b97[89]\d{10}\b"), "{sku}"),
    (re.compile(r"\bBK-[0-9A-Z]{4}-[0-9A-Z]{4}\b"), "{order}"),
    (re.compile(r"\b[a-z]{2,5}_\w{8,}\b"), "{id}"),
)
END_OF_DATA = "END OF DATA"


def operation_of(exchange: Exchange) -> str:
    """Method and path with placeholders, `PUT /reservations/{id}`; for SMTP and SQL the command."""
    if not exchange.protocol.startswith("http"):
        return exchange.summary.partition(" ")[0] if exchange.summary != END_OF_DATA else END_OF_DATA
    text = exchange.summary.partition("?")[0]
    for pattern, name in _IDS:
        text = pattern.sub(name, text)
    return text


def status_of(exchange: Exchange) -> str:
    """The status that the caller received, or `no answer`; for SMTP and SQL the outcome."""
    if exchange.ended is None or exchange.answer is None:
        return "no answer"
    status = exchange.answer.status
    return str(status) if status is not None else exchange.outcome
