"""The program of a service that has only a document: it checks requests against that, and answers from it."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from environment.doubles import log
from environment.doubles.serving import serve, serving
from environment.evidence.contract.document import DocumentedOperation, OpenApiDocument
from environment.evidence.contract.parameters import RequestValues, parameter_problems
from environment.evidence.contract.validation_text import describe
from environment.evidence.recording.exchange import RecordedMessage
from environment.stubs.made_up.answers import MadeUpAnswer, made_up_answers, read_document

NAME, DOCUMENT = "STUB_NAME", "STUB_DOCUMENT"
HEALTH = "/_stub/health"
_GRACE = 2  # seconds for requests in flight when the process is stopped
_PROBLEM = "application/problem+json"


class MadeUpService:
    """The ASGI application of one service."""

    def __init__(self, name: str, document: Mapping[str, Any]) -> None:
        """Raises UnusableDocument."""
        self._name, self._document = name, document
        self._known = OpenApiDocument(name, document)
        self._answers = made_up_answers(name, document)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            request = Request(scope, receive)
            response = self.answer(request, await request.body())
            await response(scope, receive, send)

    def answer(self, request: Request, body: bytes) -> Response:
        """The answer to a request; a request that does not fit the document is refused."""
        path = request.url.path
        if path == HEALTH:
            return JSONResponse({"status": "ok", "service": self._name})
        if path == "/openapi.json":
            return JSONResponse(self._document)
        found = self._known.path(path)
        if found is None:
            return _problem(404, f"the document of {self._name} has no {path}")
        operation = found[0].operations.get(request.method)
        if operation is None:
            return _problem(405, f"the document of {self._name} has no {request.method} {found[0].template}")
        if wrong := self._wrong(request, operation, found[1], body):
            return _problem(_status_of_refusal(operation), "; ".join(wrong))
        return _response(self._answers[operation.name], found[1])

    def _wrong(
        self, request: Request, operation: DocumentedOperation, variables: Mapping[str, str], body: bytes
    ) -> list[str]:
        message = RecordedMessage("", tuple(request.headers.items()), "", 0)
        query = parse_qs(request.url.query, keep_blank_values=True)
        values = RequestValues(variables, query, message)
        wrong = [
            f"{field}{text}" for field, text in parameter_problems(self._known, operation.parameters, values)
        ]
        if operation.body is not None and (body or operation.body.required):
            try:
                content = json.loads(body)
            except ValueError:
                return [*wrong, "the body is no valid JSON"]
            place = next(iter(operation.body.schemas.values()))
            wrong += ["body.{} {}".format(*describe(each)) for each in self._known.errors(place, content)]
        return wrong


def _response(answer: MadeUpAnswer, variables: Mapping[str, str]) -> Response:
    """The made-up answer; a field that is named as a variable of the path has the value of the request."""
    if not answer.media_type:
        return Response(status_code=answer.status)
    body = answer.body
    if isinstance(body, dict):
        asked = {name: unquote(value) for name, value in variables.items()}
        body = {
            name: asked.get(name, value) if isinstance(value, str) else value for name, value in body.items()
        }
    return JSONResponse(body, answer.status, media_type=answer.media_type)


def _status_of_refusal(operation: DocumentedOperation) -> int:
    return next((status for status in (400, 422) if str(status) in operation.answers), 400)


def _problem(status: int, detail: str) -> Response:
    return JSONResponse(
        {"title": "Refused by a stub", "status": status, "detail": detail}, status, media_type=_PROBLEM
    )


def run(environ: Mapping[str, str], listeners: Mapping[str, socket.socket]) -> None:
    """Answer until SIGTERM or SIGINT. STUB_NAME names the service, STUB_DOCUMENT the file of its document."""
    name = environ[NAME]
    log.configure(name, environ.get("LOG_LEVEL", "INFO").upper())
    service = MadeUpService(name, read_document(name, Path(environ[DOCUMENT])))
    settings = {"lifespan": "off", "server_header": False, "date_header": False}
    serve(serving(service, environ, grace=_GRACE, **settings), [*listeners.values()])
