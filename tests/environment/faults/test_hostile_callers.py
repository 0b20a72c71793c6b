"""No caller of a proxy holds up another one, is waited for without end, or makes it keep all it sends."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from environment.faults.edges import Edge
from environment.faults.launch import launched
from environment.faults.proxy_client import ProxyClient
from environment.topology import Protocol
from tests.environment.faults.callees import MAIL, PAYMENTS, Caller, http_callee, mail_server, spec
from tests.environment.silent_reader import read_to_the_end

_IN_DATA = b"EHLO a\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n"
_DATABASE = "orders -> postgres"


@pytest.fixture(scope="module")
def strict() -> Iterator[ProxyClient]:
    """A proxy that waits for half a second alone; behind one edge a server that reads nothing."""
    with pytest.MonkeyPatch.context() as patch, http_callee() as callee, mail_server() as (smtp, _):
        patch.setenv("FAULTS_CALLER_SECONDS", "0.5")
        with launched() as proxy, socket.create_server(("127.0.0.1", 0)) as deaf:
            proxy.start(
                [
                    Edge(PAYMENTS, Protocol.HTTP, callee.port),
                    Edge(MAIL, Protocol.SMTP, smtp),
                    Edge(_DATABASE, Protocol.POSTGRES, deaf.getsockname()[1]),
                    Edge("cart -> deaf", Protocol.HTTP, deaf.getsockname()[1]),
                ]
            )
            yield proxy


def connect(proxy: ProxyClient, edge: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", proxy.ports[edge]), timeout=5)


def answers_soon(proxy: ProxyClient) -> None:
    caller, began = Caller(f"http://127.0.0.1:{proxy.ports[PAYMENTS]}"), time.monotonic()
    assert caller.call().status == 200
    caller.close()
    assert time.monotonic() - began < 1


@pytest.mark.parametrize("edge", [PAYMENTS, MAIL, _DATABASE])
def test_200_silent_connections_hold_up_no_other_and_are_closed(strict: ProxyClient, edge: str) -> None:
    with ExitStack() as life:
        silent = [life.enter_context(connect(strict, edge)) for _ in range(200)]
        answers_soon(strict)
        for each in silent:
            while each.recv(1024):
                pass


@pytest.mark.parametrize(
    ("edge", "first"),
    [
        (PAYMENTS, b"GET / HTTP/1.1\r\nX-A"),
        (PAYMENTS, b"PUT / HTTP/1.1\r\nContent-Length: 99\r\n\r\n"),
        (PAYMENTS, b"PUT / HTTP/1.1\r\nContent-Length: 2\r\n\r\nxxPUT / HTTP/1.1\r\nX-A"),
        (MAIL, b"EHL"),
        (MAIL, b"EHLO a\r\nMAI"),
        (_DATABASE, b"\0\0\0\x40\0\3\0\0user\0"),
    ],
)
def test_what_comes_byte_by_byte_is_cut_off(strict: ProxyClient, edge: str, first: bytes) -> None:
    began = time.monotonic()
    with connect(strict, edge) as slow:
        slow.sendall(first)
        reader = read_to_the_end(slow)
        while reader.is_alive():
            reader.join(0.05)
            with suppress(OSError):
                slow.sendall(b"x")
            assert time.monotonic() - began < 3, "still open"


@pytest.mark.parametrize(
    ("edge", "first", "noise"),
    [
        (PAYMENTS, b"GET / HTTP/1.1\r\nX-A: ", b"x" * 65536),
        (PAYMENTS, b"PUT / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", b"x" * 65536),
        ("cart -> deaf", b"PUT / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", b"x" * 65536),
        ("cart -> deaf", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n" * 3000),
        (MAIL, b"", b"x" * 65536),
        (MAIL, _IN_DATA, b"x" * 65536),
        (_DATABASE, b"\x40\0\0\0\0\3\0\0", b"x" * 65536),
    ],
)
def test_what_has_no_end_holds_up_no_other_and_takes_no_memory(
    strict: ProxyClient, edge: str, first: bytes, noise: bytes
) -> None:
    before = megabytes(strict)
    with connect(strict, edge) as noisy:
        noisy.settimeout(1)
        read_to_the_end(noisy)
        with suppress(OSError):
            noisy.sendall(first)
            for _ in range(4000):
                noisy.sendall(noise)
            noisy.sendall(noise)
        answers_soon(strict)
        assert megabytes(strict) - before < 100  # of 180 to 260 that were sent
    answers_soon(strict)


def megabytes(proxy: ProxyClient) -> int:
    """The memory of the process that listens on the port of an edge."""
    found = subprocess.run(
        ["pgrep", "--parent", str(os.getpid()), "--full", "environment.faults"],
        capture_output=True,
        text=True,
        check=True,
    )
    pid = found.stdout.split()[-1]
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() // 1024**2


def test_a_frozen_caller_is_not_taken_for_a_slow_one(strict: ProxyClient) -> None:
    stop = strict.add(spec("stop", PAYMENTS, "stop point", next=1, parameters={"at": "after the answer"}))
    caller = Caller(f"http://127.0.0.1:{strict.ports[PAYMENTS]}")
    assert caller.call().status == 200
    with connect(strict, PAYMENTS) as frozen:
        frozen.settimeout(0.8)
        with pytest.raises(TimeoutError):
            frozen.recv(1)
        stop.heal()
        frozen.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert frozen.recv(1024).startswith(b"HTTP/1.1 200")
    caller.close()


def test_many_calls_at_once_are_all_answered_in_their_order(strict: ProxyClient) -> None:
    calls = b"".join(b"GET /%d HTTP/1.1\r\nHost: a\r\n\r\n" % number for number in range(500))
    with connect(strict, PAYMENTS) as many:
        many.sendall(calls + b"GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        said = b"".join(iter(lambda: many.recv(65536), b""))
    assert said.count(b"HTTP/1.1 200") == 501
    paths = [each.summary for each in strict.exchanges(edge=PAYMENTS)[-501:]]
    assert paths == [*(f"GET /{number}" for number in range(500)), "GET /last"]
