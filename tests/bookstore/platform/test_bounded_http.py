"""A service keeps no connection without end, and a client that is slow or noisy holds up no other."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bookstore.platform.bounded_http import HttpLimits, bounded_http

_LIMITS = HttpLimits(seconds=0.3, head=16 * 1024)


async def _echo(request: Request) -> Response:
    return PlainTextResponse(f"{len(await request.body())} bytes")


async def _large(_: Request) -> Response:
    return Response(b"x" * 20_000_000)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    app = Starlette(routes=[Route("/", _echo, methods=["GET", "POST"]), Route("/large", _large)])
    config = uvicorn.Config(app, http=bounded_http(_LIMITS), log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=5)


def said(connection: socket.socket) -> bytes:
    """Everything until the service closes the connection."""
    received = b""
    with suppress(ConnectionError):
        while data := connection.recv(65536):
            received += data
    return received


def answers_soon(port: int) -> None:
    began = time.monotonic()
    with connect(port) as client:
        client.sendall(b"POST / HTTP/1.1\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc")
        assert said(client).endswith(b"3 bytes")
    assert time.monotonic() - began < 3  # on a busy machine


def test_200_silent_connections_are_closed(port: int) -> None:
    with ExitStack() as life:
        silent = [life.enter_context(connect(port)) for _ in range(200)]
        answers_soon(port)
        assert {said(each) for each in silent} == {b""}


@pytest.mark.parametrize(
    "first",
    [
        b"GET / HTTP/1.1\r\nX-A",
        b"POST / HTTP/1.1\r\nContent-Length: 99\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nxxPOST / HTTP/1.1\r\nX-A",
    ],
)
def test_a_request_that_comes_byte_by_byte_is_cut_off(port: int, first: bytes) -> None:
    began = time.monotonic()
    with connect(port) as slow:
        slow.sendall(first)
        slow.settimeout(0.02)
        with suppress(ConnectionError):
            while time.monotonic() - began < 3:
                with suppress(TimeoutError):
                    if not slow.recv(1024):
                        break
                slow.sendall(b"x")
    assert 0.2 < time.monotonic() - began < 2


@pytest.mark.parametrize(
    "endless", [b"GET / HTTP/1.1\r\nX-A: " + b"x" * 40_000, b"GET / HTTP/1.1\r\n" + b"X-A: b\r\n" * 5000]
)
def test_a_head_that_is_too_long_is_refused(port: int, endless: bytes) -> None:
    with connect(port) as client:
        client.sendall(endless)
        assert said(client).startswith(b"HTTP/1.1 431 ")


def test_a_long_body_is_no_long_head(port: int) -> None:
    with connect(port) as client:
        client.sendall(
            b"POST / HTTP/1.1\r\nContent-Length: 500000\r\nConnection: close\r\n\r\n" + b"x" * 500_000
        )
        assert said(client).endswith(b"500000 bytes")


def test_trailers_without_an_end_are_cut_off(port: int) -> None:
    with connect(port) as client, suppress(ConnectionError):
        client.sendall(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"X-A: b\r\n" * 5000)
        assert b"200" not in said(client)
    answers_soon(port)


def test_an_answer_that_is_not_read_is_given_up(port: int) -> None:
    with connect(port) as client:
        client.sendall(b"GET /large HTTP/1.1\r\n\r\n")
        threading.Event().wait(0.45)  # longer than the limit: the unread answer is in the way of any sign
        assert len(said(client)) < 20_000_000
    answers_soon(port)


def test_a_kept_connection_may_be_idle_for_longer_than_a_request_may_take(port: int) -> None:
    with connect(port) as client:
        for _ in range(2):
            client.sendall(b"GET / HTTP/1.1\r\n\r\n")
            assert client.recv(1024).startswith(b"HTTP/1.1 200 ")
            threading.Event().wait(0.4)  # longer than a request may take
