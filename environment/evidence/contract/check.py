"""Checks recorded exchanges against the callees' OpenAPI documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from environment.evidence.contract.breach import Breach, Where
from environment.evidence.contract.document import Content, Document, Operation
from environment.evidence.contract.parameters import Values, parameter_problems
from environment.evidence.contract.request_line import RequestLine
from environment.evidence.contract.wording import is_masking, worded
from environment.evidence.recording.exchange import Exchange, Message

# What FastAPI serves about itself and does not document.
_ABOUT_ITSELF = frozenset({"/openapi.json", "/docs", "/redoc", "/docs/oauth2-redirect"})
_BODILESS = (204, 205, 304)
_SIDES: Mapping[Where, str] = {"request": "request", "response": "answer"}
Problem = tuple[str, str]  # the field, and how the sentence goes on after "the request" or "the answer"


class Contracts:
    """The documents of one run's services, by the name of the service.

    Checked are the call as its caller sent it and the answer as its callee gave it, so what a fault of the
    suite did to either is no breach.
    """

    def __init__(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        self._documents = {name: Document(name, document) for name, document in documents.items()}

    def all_breaches(self, exchanges: Iterable[Exchange]) -> list[Breach]:
        """The breaches of these exchanges, oldest first, each sentence once."""
        found = [breach for exchange in exchanges for breach in self.breaches(exchange)]
        return list({breach.sentence: breach for breach in reversed(found)}.values())[::-1]

    def breaches(self, exchange: Exchange) -> list[Breach]:
        """Where this exchange differs from the callee's document; nothing where there is no document."""
        document = self._documents.get(exchange.callee)
        line = RequestLine.of(exchange)
        if document is None or line is None or line.path in _ABOUT_ITSELF:
            return []
        route, variables = document.route(line.path) or (None, {})
        operation = route.operations.get(line.method) if route else None
        if operation is None:
            return self._unknown(exchange, line, route.template if route else None)
        found = []
        if self._answers_for(exchange):
            problems = _request_problems(document, operation, exchange, line, variables)
            found += _told(exchange, operation.name, "request", problems)
        problems = _answer_problems(document, operation, exchange, line.method)
        return found + _told(exchange, operation.name, "response", problems)

    def _answers_for(self, exchange: Exchange) -> bool:
        """Whether the caller must keep the document.

        Our services always. Whoever else calls may be refused: then the document was kept by refusing.
        """
        status = exchange.answered.status if exchange.answered else None
        return exchange.caller in self._documents or (status is not None and status < 400)

    def _unknown(self, exchange: Exchange, line: RequestLine, template: str | None) -> list[Breach]:
        if not self._answers_for(exchange):
            return []
        name = f"{line.method} {template or line.path}"
        what = "method is" if template else "path is"
        return _told(exchange, name, "request", [("", f"'s {what} not documented by {exchange.callee}")])


def _told(exchange: Exchange, operation: str, where: Where, problems: Iterable[Problem]) -> list[Breach]:
    start = f"{exchange.edge}: {operation}: the {_SIDES[where]}"
    return [
        Breach(exchange.edge, operation, where, field, start + problem, exchange.number)
        for field, problem in problems
    ]


def _request_problems(
    document: Document,
    operation: Operation,
    exchange: Exchange,
    line: RequestLine,
    variables: Mapping[str, str],
) -> Iterator[Problem]:
    request = exchange.request
    assert request is not None
    values = Values(variables, line.parameters, request)
    yield from parameter_problems(document, operation.parameters, values)
    if operation.body is not None and (request.body or operation.body.required):
        yield from _body_problems(document, operation.body, request)


def _answer_problems(
    document: Document, operation: Operation, exchange: Exchange, method: str
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


def _body_problems(document: Document, content: Content, message: Message) -> Iterator[Problem]:
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


def _json_problems(document: Document, place: tuple[str, ...], body: str) -> Iterator[Problem]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        yield "", "'s body is no valid JSON"
        return
    for error in document.errors(place, value):
        if not is_masking(error):
            field, problem = worded(error)
            yield field, f"'s field {field} {problem}" if field else f" {problem}"
