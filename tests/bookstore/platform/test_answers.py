"""What every answer of a service has in common, and what a log line never quotes."""

import asyncio
import json
import logging
import sys
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from fastapi import FastAPI
from sqlalchemy.exc import OperationalError
from starlette.types import Message

from bookstore.platform.database import without_sql
from bookstore.platform.log import JsonLines
from bookstore.platform.server import ThreadedRouter
from bookstore.platform.web import build_app

_ROW = 'DETAIL:  Key (email)=(ada@readers.example) already exists.\nCONTEXT:  while inserting into "orders"'


def _app() -> FastAPI:
    routes = ThreadedRouter()

    @routes.get("/broken")
    def broken() -> None:
        raise RuntimeError

    @routes.get("/away")
    def away() -> None:
        raise OperationalError("SELECT email FROM orders", {}, psycopg.OperationalError(f"gone\n{_ROW}"))

    return build_app("cart", [routes], {}, ready=lambda: True, start=lambda: None, stop=lambda: None)


def _asked(method: str, path: str) -> tuple[int, dict[str, str], dict[str, Any]]:
    return _answer_of(_app(), method, path)


def _answer_of(app: FastAPI, method: str, path: str) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Status, headers and body of the answer to a request without a body."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b""}
    asyncio.run(app(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers, json.loads(b"".join(one.get("body", b"") for one in sent))


@pytest.mark.parametrize(
    ("method", "path", "status", "says"),
    [
        ("GET", "/health", 200, "ok"),
        (
            "GET",
            "/nowhere",
            404,
            "nothing is at this address; GET /openapi.json lists the addresses there are",
        ),
        ("POST", "/health", 405, "this address does not take POST; it takes GET"),
        (
            "GET",
            "/broken",
            500,
            "the error was logged under the trace id of this answer; support needs that id",
        ),
        ("GET", "/away", 503, "nothing was lost: send the same request again"),
    ],
)
def test_no_answer_may_be_stored_or_sniffed_and_each_says_what_to_do(
    method: str, path: str, status: int, says: str
) -> None:
    found, headers, body = _asked(method, path)

    assert (found, headers["cache-control"]) == (status, "no-store")
    assert headers["x-content-type-options"] == "nosniff"
    assert says in (body.get("detail") or body["status"])


def _gone() -> bool:
    raise OperationalError("SELECT 1", {}, psycopg.OperationalError('no server at "10.0.0.1", user "orders"'))


@pytest.mark.parametrize("ready", [_gone, lambda: False], ids=["no connection", "another answer"])
def test_a_service_without_its_database_is_not_ready_and_quotes_no_error(ready: Callable[[], bool]) -> None:
    app = build_app("orders", [], {}, ready=ready, start=lambda: None, stop=lambda: None)

    status, headers, body = _answer_of(app, "GET", "/health")

    assert (status, headers["retry-after"]) == (503, "1")
    assert body["type"] == "https://bookstore.example/problems/not-ready"
    assert body["detail"] == "the database of orders does not answer; orders is ready as soon as it does"
    assert "10.0.0.1" not in json.dumps(body)


def test_a_database_error_is_logged_without_statement_and_row() -> None:
    error = OperationalError(
        "SELECT email FROM orders", {}, psycopg.OperationalError(f"the lock failed\n{_ROW}")
    )

    assert without_sql(error) == "the lock failed"


def test_another_error_is_logged_as_it_is() -> None:
    assert without_sql(ValueError("orders -> payments: no connection")) == "orders -> payments: no connection"


def test_an_error_without_a_message_is_logged_by_its_kind() -> None:
    assert without_sql(OperationalError("SELECT 1", {}, psycopg.OperationalError())) == "OperationalError"


def test_a_logged_traceback_holds_no_row() -> None:
    try:
        raise psycopg.errors.UniqueViolation(f"duplicate key\n{_ROW}")
    except psycopg.Error:
        failure: Any = sys.exc_info()
    record = logging.LogRecord("orders", logging.ERROR, "", 1, "unhandled exception", None, failure)

    logged = json.loads(JsonLines("orders").format(record))["exception"]

    assert "duplicate key" in logged
    assert "readers.example" not in logged
    assert "CONTEXT" not in logged
