"""No request blocks the gateway or makes it fail, however it is built."""

from __future__ import annotations

import json
import socket
import ssl
from contextlib import suppress
from time import process_time

import pytest
import requests

from environment.doubles.gateway import form
from environment.doubles.gateway.errors import GatewayRefusal
from environment.doubles.gateway.messages import LARGEST_BODY, GatewayRequest
from environment.doubles.gateway.routing import ROUTES

from .account import SECRET_KEY, SandboxAccount
from .conftest import RunningGateway

ODD_FORMS = {
    "unclosed brackets": b"[" * 40_000,
    "closed brackets": b"a" + b"[b]" * 13_000 + b"=1",
    "empty fields": b"&" * 40_000,
    "broken escapes": b"%" * 40_000,
    "bytes that are no UTF-8": bytes(range(128, 256)) * 300,
    "a superscript as index": "expand[²]=latest_charge".encode(),
    "an index of 5000 digits": b"expand[" + b"9" * 5000 + b"]=latest_charge",
    "an integer of 5000 digits": b"amount=" + b"9" * 5000,
    "a list and an object under one name": b"metadata[]=1&metadata[a]=2&metadata[a][b]=3&metadata=4",
    "nothing but nesting": b"amount[a][b][c][d][e][f][g][h][i]=1&currency[]=usd",
    "an expansion too many": b"&".join(b"expand[]=data.customer" for _ in range(5000)),
}
ODD_HEADERS = {
    "an idempotency key beyond ASCII": {"idempotency-key": "\xff\x80"},
    "an idempotency key of 4000 characters": {"idempotency-key": "k" * 4000},
    "a version beyond ASCII": {"stripe-version": "\xe9"},
    "a key beyond ASCII": {"authorization": "Bearer \xff\xfe"},
    "a broken basic authorization": {"authorization": "Basic \xff"},
}
KEY = {"authorization": f"Bearer {SECRET_KEY}"}


@pytest.mark.parametrize("encoded", ODD_FORMS.values(), ids=ODD_FORMS)
def test_no_form_makes_a_route_fail(account: SandboxAccount, encoded: bytes) -> None:
    began = process_time()
    for method, pattern in ROUTES:
        path = f"/v1/{pattern.replace('*', 'pi_x')}"
        query, body = ("", encoded) if method == "POST" else (encoded.decode("latin-1"), b"")
        headers = KEY | {"idempotency-key": pattern}
        assert account.gateway.handle(GatewayRequest(method, path, query, headers, body)).status < 500
    assert process_time() - began < len(ROUTES) * 0.1, "a form of 40 KB takes too long"


@pytest.mark.parametrize("headers", ODD_HEADERS.values(), ids=ODD_HEADERS)
def test_no_header_makes_a_route_fail(account: SandboxAccount, headers: dict[str, str]) -> None:
    for method, pattern in ROUTES:
        request = GatewayRequest(method, f"/v1/{pattern.replace('*', 'pi_x')}", "", KEY | headers, b"")
        assert account.gateway.handle(request).status < 500


@pytest.mark.parametrize("piece", [b"[", b"a[", b"]", b"[]", b"&", b"=", b"%", b"+", b"%5B"])
def test_decoding_takes_linear_time(piece: bytes) -> None:
    encoded = (piece * (LARGEST_BODY // len(piece))).decode()
    began = process_time()
    with suppress(GatewayRefusal):
        form.decode(encoded)
    assert process_time() - began < 2


def test_names_are_split_at_their_brackets() -> None:
    assert form.decode("a[b]=1&a[c][]=2&a[c][]=3&d=&e[f=4&[g]=5") == {
        "a": {"b": "1", "c": ["2", "3"]},
        "d": "",
        "e": "4",
        "": {"g": "5"},
    }


def test_a_body_that_is_too_large_is_refused(account: SandboxAccount) -> None:
    headers = KEY | {"idempotency-key": "k"}
    body = b"description=" + b"x" * LARGEST_BODY
    large = account.gateway.handle(GatewayRequest("POST", "/v1/payment_intents", "", headers, body))
    assert large.status == 413
    assert json.loads(large.body)["error"]["type"] == "invalid_request_error"
    query = body.decode()
    assert account.gateway.handle(GatewayRequest("GET", "/v1/refunds", query, KEY, b"")).status == 413
    assert account.pay(key="k").status == 200, "the idempotency key of a refused request stays free"


def _exchange(running: RunningGateway, sent: bytes) -> bytes:
    host, _, port = running.url.removeprefix("https://").partition(":")
    trust = ssl.create_default_context(cafile=str(running.ca_file))
    with (
        socket.create_connection((host, int(port)), timeout=5) as plain,
        trust.wrap_socket(plain, server_hostname=host) as connection,
    ):
        connection.sendall(sent)
        return connection.recv(65536)


@pytest.mark.parametrize("path", ["v1/payment_intents", "_sandbox/reset"])
def test_a_body_that_is_too_large_is_refused_before_it_is_read(running: RunningGateway, path: str) -> None:
    head = f"POST /{path} HTTP/1.1\r\nHost: gateway\r\n"
    length = f"Content-Length: {LARGEST_BODY + 1}\r\n\r\n"
    assert _exchange(running, (head + length).encode()).startswith(b"HTTP/1.1 413 ")
    chunk = b"%x\r\n" % (LARGEST_BODY + 1) + b"x" * (LARGEST_BODY + 1)
    chunked = (head + "Transfer-Encoding: chunked\r\n\r\n").encode() + chunk
    assert _exchange(running, chunked).startswith(b"HTTP/1.1 413 ")


def test_an_unfinished_request_holds_up_no_other(running: RunningGateway) -> None:
    host, _, port = running.url.removeprefix("https://").partition(":")
    trust = ssl.create_default_context(cafile=str(running.ca_file))
    with (
        socket.create_connection((host, int(port)), timeout=5),  # not even a TLS handshake
        socket.create_connection((host, int(port)), timeout=5) as plain,
        trust.wrap_socket(plain, server_hostname=host) as connection,
    ):
        connection.sendall(b"POST /v1/payment_intents HTTP/1.1\r\nHost: gateway\r\nContent-Length: 9\r\n\r\n")
        answer = requests.get(f"{running.url}/health", verify=str(running.ca_file), timeout=2)
        assert answer.status_code == 200
