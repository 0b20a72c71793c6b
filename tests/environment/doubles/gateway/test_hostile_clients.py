"""No client holds up another one at the gateway, and a request that does not come whole is not performed."""

from __future__ import annotations

import socket
import ssl
import struct
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
import requests

from environment.doubles.gateway.authority import TestAuthority

from .account import SECRET_KEY
from .conftest import RunningGateway, serving


@pytest.fixture(scope="module")
def strict(authority: TestAuthority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    """A gateway that waits for half a second alone."""
    clock_file: Path = tmp_path_factory.mktemp("clock") / "offset"
    clock_file.write_bytes(struct.pack("<q", 0))
    with serving(authority, clock_file, HTTP_REQUEST_SECONDS="0.5") as running:
        yield running


def _plain(running: RunningGateway) -> socket.socket:
    host, _, port = running.url.removeprefix("https://").partition(":")
    return socket.create_connection((host, int(port)), timeout=10)


def _connected(running: RunningGateway, life: ExitStack) -> ssl.SSLSocket:
    trust = ssl.create_default_context(cafile=str(running.ca_file))
    return life.enter_context(trust.wrap_socket(_plain(running), server_hostname="127.0.0.1"))


def _answers_soon(running: RunningGateway) -> None:
    began = time.monotonic()
    answer = requests.get(f"{running.url}/health", verify=str(running.ca_file), timeout=5)
    assert (answer.status_code, time.monotonic() - began < 1) == (200, True)


def test_handshakes_that_stop_half_way_hold_up_no_other(strict: RunningGateway) -> None:
    with ExitStack() as life:
        for first in (b"", b"\x16\x03\x01", b"\x16\x03\x01\x02\x00\x01\x00"):
            for _ in range(70):
                life.enter_context(_plain(strict)).sendall(first)
        _answers_soon(strict)


def test_silent_connections_hold_up_no_other_and_are_closed(strict: RunningGateway) -> None:
    with ExitStack() as life:
        silent = [_connected(strict, life) for _ in range(20)]
        _answers_soon(strict)
        for each in silent:
            with suppress(ConnectionError, ssl.SSLError):
                assert each.recv(1024) == b""


@pytest.mark.parametrize(
    "first",
    [
        b"GET /health HTTP/1.1\r\nX-A",
        b"POST /v1/payment_intents HTTP/1.1\r\nHost: gateway\r\nContent-Length: 900\r\n\r\n",
        b"POST /v1/payment_intents HTTP/1.1\r\nHost: gateway\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST /_sandbox/reset HTTP/1.1\r\nHost: gateway\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n",
    ],
)
def test_what_comes_byte_by_byte_is_cut_off(strict: RunningGateway, first: bytes) -> None:
    began = time.monotonic()
    with ExitStack() as life:
        slow = _connected(strict, life)
        slow.settimeout(0.05)
        slow.sendall(first)
        with suppress(ConnectionError, ssl.SSLError):
            while time.monotonic() - began < 4:
                with suppress(TimeoutError):
                    if slow.recv(1024) == b"":
                        break
                slow.sendall(b"x")
    assert time.monotonic() - began < 3, "still open"


def test_a_header_without_an_end_is_refused(strict: RunningGateway) -> None:
    with ExitStack() as life:
        endless = _connected(strict, life)
        endless.sendall(b"GET /health HTTP/1.1\r\nX-A: " + b"x" * 80_000)
        assert endless.recv(1024).startswith(b"HTTP/1.1 431 ")


def test_a_request_whose_client_left_half_way_is_not_performed(running: RunningGateway) -> None:
    """Its first half may be a whole form: an amount of 190 instead of 19000."""
    head = (
        f"POST /v1/payment_intents HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {SECRET_KEY}\r\n"
        "Idempotency-Key: half\r\nContent-Length: 26\r\n\r\n"
    )
    with ExitStack() as life:
        client = _connected(running, life)
        client.sendall(head.encode() + b"currency=usd&amount=190")
        _answers_soon(running)  # by then it has read the first half
        client.shutdown(socket.SHUT_RDWR)
    _answers_soon(running)
    bearer = {"authorization": f"Bearer {SECRET_KEY}"}
    url = f"{running.url}/v1/payment_intents"
    assert requests.get(url, headers=bearer, verify=str(running.ca_file), timeout=5).json()["data"] == []
