"""Checks recorded exchanges against the callees' OpenAPI documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self
from urllib.parse import parse_qs

from environment.evidence.contract.document import (
    DocumentedContent,
    DocumentedOperation,
    OpenApiDocument,
)
from environment.evidence.contract.parameters import RequestValues, parameter_problems
from environment.evidence.contract.validation_text import describe, is_caused_by_masking
from environment.evidence.recording.exchange import Exchange, RecordedMessage

# Paths that FastAPI serves and leaves out of its document.
_UNDOCUMENTED_PATHS = frozenset({"/openapi.json", "/docs", "/redoc", "/docs/oauth2-redirect"})
_BODILESS = (204, 205, 304)  # statuses without a body (RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5)
_REQUEST_LINE = re.compile(r"([A-Z]+) (/[^?]*)(?:\?(.*))? HTTP/\d[.\d]*")
Where = Literal["request", "response"]
_SIDES: Mapping[Where, str] = {"request": "request", "response": "answer"}
Problem = tuple[str, str]  # the field, and the rest of the sentence after "the request" or "the answer"


@dataclass(frozen=True)
class ContractBreach:
    """One difference between an exchange and the callee's document. No text in it holds a secret.

    `operation` is the document's, `GET /carts/{cart_id}`. `field` is a place in words, `titles[0].sku` or
    `query parameter sku`, and empty where the whole request or the whole answer is meant. `exchange` is the
    number of the exchange in the record.
    """

    arrow: str
    operation: str
    where: Where
    field: str
    sentence: str
    exchange: int

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class RequestLine:
    """The first line of a recorded request. `query` is masked."""

    method: str
    path: str
    query: str

    @classmethod
    def of(cls, exchange: Exchange) -> Self | None:
        """The request line; None for another protocol than HTTP, and for a request that is not HTTP/1.1."""
        if exchange.request is None or not exchange.protocol.startswith("http"):
            return None
        found = _REQUEST_LINE.fullmatch(exchange.request.head)
        return cls(found[1], found[2], found[3] or "") if found else None

    @property
    def parameters(self) -> dict[str, list[str]]:
        """The values of the query by name."""
        return parse_qs(self.query, keep_blank_values=True)


class Contracts:
    """The OpenAPI documents of one run's services, by the name of the service.

    The request is checked as the caller sent it, the answer as the callee gave it: what an injected fault
    changed in either is no breach.
    """

    def __init__(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        self.documents = documents
        self._documents = {name: OpenApiDocument(name, document) for name, document in documents.items()}

    def all_breaches(self, exchanges: Iterable[Exchange]) -> list[ContractBreach]:
        """The breaches of these exchanges, oldest first, each sentence once."""
        found = [breach for exchange in exchanges for breach in self.breaches(exchange)]
        return list({breach.sentence: breach for breach in reversed(found)}.values())[::-1]

    def breaches(self, exchange: Exchange) -> list[ContractBreach]:
        """The breaches of one exchange; none where the callee has no document."""
        document = self._documents.get(exchange.callee)
        line = RequestLine.of(exchange)
        if document is None or line is None or line.path in _UNDOCUMENTED_PATHS:
            return []
        documented, variables = document.path(line.path) or (None, {})
        operation = documented.operations.get(line.method) if documented else None
        if operation is None:
            return self._undocumented(exchange, line, documented.template if documented else None)
        found = []
        if self._must_keep(exchange):
            problems = _request_problems(document, operation, exchange, line, variables)
            found += _breaches(exchange, operation.name, "request", problems)
        problems = _answer_problems(document, operation, exchange, line.method)
        return found + _breaches(exchange, operation.name, "response", problems)

    def operation_of(self, exchange: Exchange) -> str | None:
        """The documented operation that was called, `GET /carts/{cart_id}`; None where there is none."""
        document, line = self._documents.get(exchange.callee), RequestLine.of(exchange)
        found = document.path(line.path) if document and line else None
        operation = found[0].operations.get(line.method) if found and line else None
        return operation.name if operation else None

    def _must_keep(self, exchange: Exchange) -> bool:
        """Whether the caller must keep the document.

        Our services always must. Another caller may send anything: a callee that refuses it keeps the
        document.
        """
        status = exchange.answered.status if exchange.answered else None
        return exchange.caller in self._documents or (status is not None and status < 400)

    def _undocumented(
        self, exchange: Exchange, line: RequestLine, template: str | None
    ) -> list[ContractBreach]:
        if not self._must_keep(exchange):
            return []
        name = f"{line.method} {template or line.path}"
        what = "method is" if template else "path is"
        return _breaches(exchange, name, "request", [("", f"'s {what} not documented by {exchange.callee}")])


def _breaches(
    exchange: Exchange, operation: str, where: Where, problems: Iterable[Problem]
) -> list[ContractBreach]:
    start = f"{exchange.edge}: {operation}: the {_SIDES[where]}"
    return [
        ContractBreach(exchange.edge, operation, where, field, start + problem, exchange.number)
        for field, problem in problems
    ]


def _request_problems(
    document: OpenApiDocument,
    operation: DocumentedOperation,
    exchange: Exchange,
    line: RequestLine,
    variables: Mapping[str, str],
) -> Iterator[Problem]:
    request = exchange.request
    assert request is not None
    values = RequestValues(variables, line.parameters, request)
    yield from parameter_problems(document, operation.parameters, values)
    if operation.body is not None and (request.body or operation.body.required):
        yield from _body_problems(document, operation.body, request)


def _answer_problems(
    document: OpenApiDocument, operation: DocumentedOperation, exchange: Exchange, method: str
) -> Iterator[Problem]:
    answer = exchange.answered
    status = answer.status if answer else None
    if answer is None or status is None:
        return
    content = operation.answer(status)
    if content is None:
        documented = ", ".join(sorted(operation.answers))
        yield "status", f"'s status {status} is not documented (documented: {documented})"
    elif method != "HEAD" and status not in _BODILESS:
        yield from _body_problems(document, content, answer)


def _body_problems(
    document: OpenApiDocument, content: DocumentedContent, message: RecordedMessage
) -> Iterator[Problem]:
    if not content.schemas:
        if message.body:
            yield "", " has a body, and none is documented"
        return
    if not message.body:
        yield "", " has no body"
        return
    media_type = (message.header("content-type") or "").partition(";")[0].strip().lower()
    place = content.schema_for(media_type)
    if place is None:
        documented = " or ".join(content.schemas)
        yield "content type", f"'s content type is {media_type or 'missing'}, documented is {documented}"
    elif media_type.endswith("json"):
        yield from _json_problems(document, place, message.body)


def _json_problems(document: OpenApiDocument, place: tuple[str, ...], body: str) -> Iterator[Problem]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        yield "", "'s body is no valid JSON"
        return
    for error in document.errors(place, value):
        if not is_caused_by_masking(error):
            field, problem = describe(error)
            yield field, f"'s field {field} {problem}" if field else f" {problem}"
