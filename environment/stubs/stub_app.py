"""The HTTP side of one stub: credentials, validation by the OpenAPI document, problem documents."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Mapping
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, unquote

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from environment.evidence.contract.document import DocumentedOperation, DocumentedPath, OpenApiDocument
from environment.evidence.contract.parameters import RequestValues, parameter_problems
from environment.evidence.contract.validation_text import describe
from environment.evidence.recording.exchange import RecordedMessage
from environment.stubs.callers import NoCredentials, StubCaller, StubCredentials
from environment.stubs.stub import Stub, StubCall, StubRefusal

RESET = "/_stub/memory"
_PROBLEMS = "https://bookstore.example/problems/"
_MOST_BYTES = 64 * 1024
_TITLES = re.compile(r"`(?P<slug>[a-z-]+)` \((?P<title>[^`]*)\)")
_CLEAN = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
_PASSES_BY_ITSELF = re.compile(r"in-progress$|under-way$|^try-again$")
_GATEWAY = "GatewaySignature"
_TRACE = re.compile(r"[0-9a-f]{2}-(?P<trace>[0-9a-f]{32})-")
_log = logging.getLogger(__name__)


class StubApp:
    """Answers the requests to one stub, one at a time."""

    def __init__(
        self, stub: Stub, document: Mapping[str, Any], credentials: StubCredentials, control_token: str
    ) -> None:
        """`control_token` is the credential of the suite itself, which empties the memory."""
        self._stub, self._document, self._credentials = stub, document, credentials
        self._token = control_token
        self._known = OpenApiDocument(stub.service, document)
        self._handlers = stub.handlers()
        self._one_at_a_time = Lock()

    async def answer(self, request: Request) -> Response:
        """The answer to a request. What a stub does not foresee is logged, and answered with 500."""
        if request.url.path == "/health":
            return JSONResponse({"status": "ok", "service": self._stub.service}, headers=_CLEAN)
        if request.url.path == "/openapi.json":
            return JSONResponse(self._document, headers=_CLEAN)
        try:
            if request.url.path == RESET:
                return self._forget(request.headers)
            body = await request.body()
            return await asyncio.to_thread(self._answered, request, body)
        except StubRefusal as refusal:
            return self._problem(request, refusal)
        except Exception:  # noqa: BLE001 - the boundary of the process: answered with 500, and logged
            _log.exception("unhandled exception", extra={"baggage": request.headers.get("baggage", "")})
            detail = f"the stub of {self._stub.service} has failed; its log has the error"
            return self._problem(request, StubRefusal("unexpected-error", detail))

    def _forget(self, headers: Headers) -> Response:
        if headers.get("authorization") != f"Bearer {self._token}":
            return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})
        with self._one_at_a_time:
            self._stub.forget()
        return Response(status_code=204)

    def _answered(self, request: Request, body: bytes) -> Response:
        documented, operation = self._operation(request)
        caller = self._admitted(request, documented)
        if len(body) > _MOST_BYTES:
            raise StubRefusal("body-too-large", f"a body may have at most {_MOST_BYTES} bytes: send less")
        variables = _variables(documented, request.url.path)
        content = self._valid(request, operation, variables, body)
        handler = self._handlers.get(operation.name)
        if handler is None:
            raise StubRefusal("not-stubbed", f"the stub of {self._stub.service} has no {operation.name}")
        query = parse_qs(request.url.query, keep_blank_values=True)
        decoded = {name: unquote(value) for name, value in variables.items()}
        with self._one_at_a_time:
            status, reply = handler(StubCall(caller, decoded, query, content, request.headers, body))
        return JSONResponse(dict(reply), status, headers=_CLEAN)

    def _operation(self, request: Request) -> tuple[DocumentedPath, DocumentedOperation]:
        found = self._known.path(request.url.path)
        if found is None:
            raise StubRefusal(
                "not-found", "nothing is at this address; GET /openapi.json lists what there is"
            )
        operation = found[0].operations.get(request.method)
        if operation is None:
            allowed = ", ".join(sorted(found[0].operations))
            detail = f"this address does not take {request.method}; it takes {allowed}"
            raise StubRefusal("method-not-allowed", detail)
        return found[0], operation

    def _admitted(self, request: Request, documented: DocumentedPath) -> StubCaller:
        security = self._raw(documented.template, request.method).get("security", [])
        if not security or any(_GATEWAY in each for each in security):
            return StubCaller()  # of a webhook the stub itself checks the signature
        try:
            caller = self._credentials.caller(request.headers)
        except NoCredentials as missing:
            raise StubRefusal("not-authenticated", str(missing)) from None
        if not caller.is_admitted(security):
            raise StubRefusal("not-allowed", "this act is for others: the document of the service says whom")
        return caller

    def _valid(
        self, request: Request, operation: DocumentedOperation, variables: Mapping[str, str], body: bytes
    ) -> Any:
        """The content of the body. Raises StubRefusal where the request does not fit the document."""
        values = RequestValues(
            variables,
            parse_qs(request.url.query, keep_blank_values=True),
            RecordedMessage("", tuple(request.headers.items()), "", 0),
        )
        wrong = [
            f"{field}{text}" for field, text in parameter_problems(self._known, operation.parameters, values)
        ]
        content = None
        if operation.body is not None and (body or operation.body.required):
            try:
                content = json.loads(body)
            except ValueError:
                raise StubRefusal("invalid-request", "body: it is no valid JSON", errors=[]) from None
            place = next(iter(operation.body.schemas.values()))
            wrong += ["body.{} {}".format(*describe(each)) for each in self._known.errors(place, content)]
        if wrong:
            errors = [{"field": one.partition(" ")[0], "reason": one} for one in wrong]
            raise StubRefusal("invalid-request", "; ".join(wrong), errors=errors)
        return content

    def _problem(self, request: Request, refusal: StubRefusal) -> Response:
        status, title = self._documented(request, refusal.slug)
        trace = _TRACE.match(request.headers.get("traceparent", ""))
        document = {
            **refusal.members,
            "type": _PROBLEMS + refusal.slug,
            "title": title,
            "status": status,
            "detail": refusal.detail,
            "instance": request.url.path,
            "trace_id": trace["trace"] if trace else "0" * 32,
        }
        return JSONResponse(
            document, status, headers=_headers(refusal, status), media_type="application/problem+json"
        )

    def _documented(self, request: Request, slug: str) -> tuple[int, str]:
        """The status and the title that the document has for this refusal of the operation."""
        found = self._known.path(request.url.path)
        responses = self._raw(found[0].template, request.method).get("responses", {}) if found else {}
        for status, response in responses.items():
            for known in _TITLES.finditer(response.get("description", "")):
                if known["slug"] == slug:
                    return int(status), known["title"]
        undocumented = {"not-found": (404, "Not Found"), "method-not-allowed": (405, "Method Not Allowed")}
        return undocumented.get(slug, (501, "The stub does not have this"))

    def _raw(self, template: str, method: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self._document["paths"].get(template, {}).get(method.lower(), {})
        return found


def _variables(documented: DocumentedPath, path: str) -> dict[str, str]:
    found = documented.pattern.fullmatch(path)
    names = re.findall(r"\{([^{}]+)\}", documented.template)
    return dict(zip(names, found.groups() if found else (), strict=True))


def _headers(refusal: StubRefusal, status: int) -> dict[str, str]:
    headers = dict(_CLEAN)
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if status == 405:
        headers["Allow"] = refusal.detail.rpartition("it takes ")[2]
    if status == 503 or _PASSES_BY_ITSELF.search(refusal.slug):
        headers["Retry-After"] = "1"
    return headers
