"""The operation and the status of a recorded call, without the ids that differ from run to run."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.graphql import graphql_call, graphql_error

_IDS = (
    (re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"), "{id}"),
    (re.compile(r"\b97[89]\d{10}\b"), "{sku}"),
    (re.compile(r"\bBK-?[0-9A-Z]{4}-?[0-9A-Z]{4}\b", re.IGNORECASE), "{order}"),  # as a person types it
    (re.compile(r"\b[a-z]{2,5}_\w{8,}\b"), "{id}"),
)
_CURSORS = frozenset({"after", "starting_after", "ending_before", "cursor", "page_token", "offset", "page"})
_FIRST_PAGES = frozenset({"", "0", "1"})
NO_ANSWER = "no answer"
"""The status of a call that was not answered."""
END_OF_DATA = "END OF DATA"
_REFUSED, _FAILED = "refused: ", "failed: "


def operation_of(exchange: Exchange) -> str:
    """Method and path with placeholders, `PUT /reservations/{id}`; for SMTP and SQL the command.

    Of a GraphQL request also what it asks: `POST /shop-api mutation addPaymentToOrder`. The further pages
    of a list are an operation of their own, `GET /refunds, next page`: who forgets them has read the list.
    """
    if not exchange.protocol.startswith("http"):
        return exchange.summary.partition(" ")[0] if exchange.summary != END_OF_DATA else END_OF_DATA
    text, _, query = exchange.summary.partition("?")
    for pattern, name in _IDS:
        text = pattern.sub(name, text)
    asked = graphql_call(exchange)
    if asked:
        return f"{text} {asked}"
    return f"{text}, next page" if _asks_for_next_page(query) else text


def _asks_for_next_page(query: str) -> bool:
    return any(name in _CURSORS and value not in _FIRST_PAGES for name, value in parse_qsl(query))


def is_read(exchange: Exchange) -> bool:
    """Whether an HTTP call only reads."""
    asked = graphql_call(exchange)
    return asked.only_reads if asked else exchange.summary.startswith("GET ")


def is_read_operation(operation: str) -> bool:
    """The same of an `operation_of`."""
    return operation.startswith("GET ") or " query " in operation


def is_success(status: str) -> bool:
    """Whether a `status_of` says that the callee accepted."""
    return status.startswith("2")


def is_refusal(status: str) -> bool:
    """Whether a `status_of` says that the callee refused."""
    return status.startswith(("4", _REFUSED))


def is_failure(status: str) -> bool:
    """Whether a `status_of` says that the callee failed."""
    return status.startswith(("5", _FAILED))


def status_of(exchange: Exchange) -> str:
    """The status that the caller received, or `no answer`; for SMTP and SQL the outcome.

    For an error inside an answer of GraphQL its code: `refused: INSUFFICIENT_STOCK_ERROR`.
    """
    if exchange.ended is None or exchange.answer is None:
        return NO_ANSWER
    if error := graphql_error(exchange.answer):
        return f"{_FAILED if error.is_failure else _REFUSED}{error.code}"
    status = exchange.answer.status
    return str(status) if status is not None else exchange.outcome
