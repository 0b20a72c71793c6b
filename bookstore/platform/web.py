"""The parts of HTTP that all services share: correlation, size limit, problems, health."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bookstore.platform import correlation, problem
from bookstore.platform.auth import NotAllowed, NotAuthenticated
from bookstore.platform.database import POOL_SIZE, without_sql
from bookstore.platform.http import CallFailed
from bookstore.platform.problem import (
    BODY_TOO_LARGE,
    INVALID_REQUEST,
    NOT_ALLOWED,
    NOT_AUTHENTICATED,
    NOT_READY,
    TRY_AGAIN,
    UNEXPECTED_ERROR,
    Problem,
    ProblemTable,
    answers_from_memory,
    refused_with,
)
from bookstore.platform.refusals import with_refusals
from bookstore.platform.schemas import reason_of
from bookstore.platform.security import with_security
from bookstore.platform.server import ThreadedRoute, use_threads

_log = logging.getLogger("bookstore.access")
MAX_BODY = 64 * 1024  # bytes

# A cache may store a GET's answer without being told so (RFC 9111, sections 3 and 4.2.2), and only
# Authorization keeps a shared one from it (section 3.5): a guest's Cart-Token does not.
_FOR_ITS_READER_ALONE = ((b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff"))

COMMON_PROBLEMS: ProblemTable = {
    NotAuthenticated: NOT_AUTHENTICATED,
    NotAllowed: NOT_ALLOWED,
    CallFailed: TRY_AGAIN,
    OperationalError: TRY_AGAIN,
    PoolTimeout: TRY_AGAIN,
}
_AT_MOST = f"a body may have at most {MAX_BODY} bytes: send less at once"
_SEND_AGAIN = "a service this needs did not answer; nothing was lost: send the same request again"


class Health(BaseModel):
    """The service is ready to answer requests."""

    status: str
    service: str


class RequestBoundary:
    """The outermost middleware: binds the correlation, refuses large bodies, logs one line per request.

    `unexpected` makes the answer to a request that met a defect. No answer may be stored, but for one that
    says itself for how long.
    """

    def __init__(self, app: ASGIApp, unexpected: Callable[[Scope], Response] | None = None) -> None:
        self._app = app
        self._unexpected = unexpected or _unexpected

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        with correlation.correlated(correlation.correlation_of(headers)):
            await self._observed(scope, receive, send, headers)

    async def _observed(self, scope: Scope, receive: Receive, send: Send, headers: Headers) -> None:
        began, status = time.perf_counter(), 0

        async def send_noting_status(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            if message["type"] == "http.response.start":
                message = {**message, "headers": _for_its_reader_alone(message["headers"])}
            await send(message)

        try:
            if _announced(headers) > MAX_BODY:
                await _refuse_large(scope)(scope, receive, send_noting_status)
            else:
                await self._app(scope, _limited(receive), send_noting_status)
        except Exception:  # noqa: BLE001 - the boundary of the process: answered with 500, and logged
            _log.exception("unhandled exception")
            if not status:
                await self._unexpected(scope)(scope, receive, send_noting_status)
        finally:
            if scope["path"] != "/health":
                took = round((time.perf_counter() - began) * 1000, 1)
                seen = {"method": scope["method"], "path": scope["path"], "status": status, "ms": took}
                _log.info("request", extra=seen)


def _for_its_reader_alone(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    said = {name.lower() for name, _ in headers}
    return [*headers, *(each for each in _FOR_ITS_READER_ALONE if each[0] not in said)]


def _announced(headers: Headers) -> int:
    text = headers.get("content-length", "0")
    return int(text) if text.isdecimal() else 0


def _refuse_large(scope: Scope) -> Response:
    return problem.answer(BODY_TOO_LARGE, _AT_MOST, scope["path"], correlation.current().trace_id)


def _unexpected(scope: Scope) -> Response:
    detail = "the error was logged under the trace id of this answer; support needs that id"
    return problem.answer(UNEXPECTED_ERROR, detail, scope["path"], correlation.current().trace_id)


def _limited(receive: Receive) -> Receive:
    """Count a body without a content length while it is received, and refuse it when it is too large."""
    seen = 0

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > MAX_BODY:
            raise HTTPException(413, BODY_TOO_LARGE.title)
        return message

    return counting


def _problem_answer(
    found: Problem, detail: str, request: Request, members: Mapping[str, Any] | None = None
) -> Response:
    return problem.answer(found, detail, request.url.path, correlation.current().trace_id, members)


def _handlers(table: ProblemTable) -> dict[Any, Callable[..., Any]]:
    async def refused(request: Request, error: Exception) -> Response:
        found = table[next(kind for kind in type(error).__mro__ if kind in table)]
        if found.status >= 500:
            _log.warning("could not answer", extra={"why": without_sql(error)})
            return _problem_answer(found, _SEND_AGAIN, request)
        return _problem_answer(found, str(error), request, getattr(error, "members", None))

    async def invalid(request: Request, error: RequestValidationError) -> Response:
        fields = [
            {"field": ".".join(str(part) for part in found["loc"]), "reason": reason_of(found)}
            for found in error.errors()
        ]
        detail = "; ".join(f"{found['field']}: {found['reason']}" for found in fields)
        return _problem_answer(INVALID_REQUEST, detail, request, {"errors": fields})

    async def http_error(request: Request, error: HTTPException) -> Response:
        # FastAPI answers 400 for a body that its JSON parser gives up on, and 422 for other invalid bodies.
        if error.status_code == 400:
            return _problem_answer(INVALID_REQUEST, str(error.detail), request)
        slug = {404: "not-found", 405: "method-not-allowed", 413: BODY_TOO_LARGE.slug}.get(
            error.status_code, "refused"
        )
        found = Problem(error.status_code, slug, str(error.detail), error.headers)
        return _problem_answer(found, _advice(error, request.method), request)

    return {**dict.fromkeys(table, refused), RequestValidationError: invalid, HTTPException: http_error}


def _advice(error: HTTPException, method: str) -> str:
    """What the caller can do: the framework's own detail is only the name of the status."""
    if error.status_code == 413:
        return _AT_MOST
    if error.status_code == 404:
        return "nothing is at this address; GET /openapi.json lists the addresses there are"
    if error.status_code == 405:
        allowed = (error.headers or {}).get("Allow", "other methods")
        return f"this address does not take {method}; it takes {allowed}"
    return str(error.detail)


def _health(service: str, ready: Callable[[], bool]) -> Health | Response:
    """Ready, or refused with a reason that quotes no error: the driver's own names addresses and users."""
    try:
        if ready():
            return Health(status="ok", service=service)
        why = "its query brought another answer"
    except (OperationalError, PoolTimeout) as error:
        why = without_sql(error)
    _log.warning("not ready: the database does not answer", extra={"why": why})
    detail = f"the database of {service} does not answer; {service} is ready as soon as it does"
    return problem.answer(NOT_READY, detail, "/health", correlation.current().trace_id)


def _lifespan(
    threads: int, start: Callable[[], None], stop: Callable[[], None]
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> Any:
        use_threads(threads)
        start()
        yield
        await asyncio.to_thread(stop)

    return lifespan


def build_app(
    service: str,
    routers: Sequence[APIRouter],
    problems: ProblemTable,
    *,
    ready: Callable[[], bool],
    start: Callable[[], None],
    stop: Callable[[], None],
) -> FastAPI:
    """The application of a service: its routes, its problems beside the shared ones, start and stop."""
    app = FastAPI(
        title=f"Bookstore {service}",
        version="1.0.0",
        exception_handlers=_handlers({**COMMON_PROBLEMS, **problems}),
        responses=refused_with(INVALID_REQUEST),
        lifespan=_lifespan(POOL_SIZE, start, stop),
    )
    app.add_middleware(RequestBoundary)
    app.router.route_class = ThreadedRoute
    for router in routers:
        app.include_router(router)

    @app.get("/health", tags=["operations"], response_model=Health, responses=refused_with(NOT_READY))
    @answers_from_memory
    def health() -> Health | Response:
        """Whether the service can answer requests: its database answers. Any answer shows a live process."""
        return _health(service, ready)

    app.openapi = lambda: with_refusals(app, with_security(app, FastAPI.openapi(app)))  # type: ignore[method-assign]
    return app
