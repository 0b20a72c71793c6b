"""Without a fault, calls pass as if there were no proxy."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from multiprocessing import get_context
from pathlib import Path

import pytest
import trustme

from environment.evidence.recording.recorder import NO_REQUEST
from environment.faults.app import CONTROL, run
from environment.faults.edges import Edge, Tls
from environment.faults.errors import InvalidFault, ProxyFailed
from environment.faults.launch import launched
from environment.faults.proxy_client import ProxyClient
from environment.topology import Protocol
from tests.environment.faults.callees import BODY, PAYMENTS, Add, Caller, HttpCallee, http_callee


def served(answer: bytes, *, close: bool) -> tuple[int, threading.Thread, list[bytes]]:
    """A callee that answers one call with these bytes, then hangs up (after an answer, or without one)."""
    listener = socket.create_server(("127.0.0.1", 0))
    got: list[bytes] = []

    def serve() -> None:
        with listener, listener.accept()[0] as connection:
            got.append(connection.recv(65536))
            connection.sendall(answer)
            if not close:
                got.append(connection.recv(65536))

    thread = threading.Thread(target=serve)
    thread.start()
    return listener.getsockname()[1], thread, got


def ask(port: int, request: bytes, until: bytes | None = None) -> bytes:
    """What comes back for these bytes, until the connection ends or this has come."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request)
        got = b""
        while part := connection.recv(65536):
            got += part
            if until and got.endswith(until):
                break
        return got


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\ncOnTeNt-LeNgTh:  2\r\nX-Odd:  two  spaces \r\n\r\n{}",
        b"HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\n\r\n1;x=1\r\n{\r\n1\r\n}\r\n0\r\nT: 1\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\nuntil the end",
        b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut off by the callee itself",
        b"not HTTP at all\r\n",
        b"",
    ],
)
def test_the_very_bytes_arrive_and_the_callees_hang_up_is_passed_on(
    proxy: ProxyClient, answer: bytes
) -> None:
    port, thread, got = served(answer, close=True)
    name = f"cart -> odd{port}"
    request = b"POST  /odd HTTP/1.1\r\nhost:   x\r\nX-CASE: Kept\r\ncontent-length:1\r\n\r\n{".replace(
        b"  /", b" /"
    )
    assert ask(proxy.start([Edge(name, Protocol.HTTP, port)])[name], request) == answer
    thread.join()
    assert got[0] == request


def test_a_caller_that_goes_is_seen_to_go_by_the_callee(proxy: ProxyClient) -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    port, thread, got = served(answer, close=False)
    name = f"cart -> kept{port}"
    ask(
        proxy.start([Edge(name, Protocol.HTTP, port)])[name],
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        until=answer,
    )
    thread.join()
    assert got[1] == b""


def test_what_is_not_http_passes_unread(proxy: ProxyClient) -> None:
    port, thread, got = served(b"\x00pong", close=True)
    name = f"cart -> raw{port}"
    assert ask(proxy.start([Edge(name, Protocol.HTTP, port)])[name], b"\x16\x03ping\r\n\r\n") == b"\x00pong"
    thread.join()
    assert got[0] == b"\x16\x03ping\r\n\r\n"


def test_pipelined_requests_are_answered_in_order(proxy: ProxyClient, payments: HttpCallee) -> None:
    one = b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answers = ask(proxy.ports[PAYMENTS], one % 1 + one % 2 + last)
    assert answers.count(b"HTTP/1.1 200 OK") == 3
    assert payments.seen == ["GET /1", "GET /2", "GET /3"]


def test_keep_alive_head_and_expect_work_as_without_it(proxy: ProxyClient, payments: HttpCallee) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", proxy.ports[PAYMENTS], timeout=5)
    for method in ("HEAD", "GET", "HEAD"):
        connection.request(method, "/")
        assert connection.getresponse().read() == (b"" if method == "HEAD" else b"%b" % _json())
    connection.request("PUT", "/", b"x" * 300_000, {"Expect": "100-continue"})
    assert connection.getresponse().status == 200
    assert len({each.connection for each in proxy.exchanges()}) == 1
    assert len(payments.bodies[-1]) == 300_000
    connection.close()


def _json() -> bytes:
    import json  # noqa: PLC0415 - only here

    return json.dumps(BODY).encode()


def test_a_callee_that_is_down_is_no_answer_and_comes_back(proxy: ProxyClient, payments: HttpCallee) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    ports = proxy.start([Edge("orders -> gone", Protocol.HTTP, port)])
    caller = Caller(f"http://127.0.0.1:{ports['orders -> gone']}")
    with pytest.raises(Exception, match="104"):
        caller.call()
    assert proxy.exchanges()[-1].outcome.startswith("the callee cannot be reached")
    proxy.redirect("orders -> gone", ("127.0.0.1", payments.port))
    assert caller.call().status == 200
    caller.close()


def test_new_connections_of_an_edge_go_to_two_instances_in_turn(
    proxy: ProxyClient, payments: HttpCallee
) -> None:
    with http_callee() as second:
        ports = proxy.start([Edge("orders -> pair", Protocol.HTTP, payments.port)])
        proxy.redirect("orders -> pair", ("127.0.0.1", payments.port), ("127.0.0.1", second.port))
        for _ in range(3):
            caller = Caller(f"http://127.0.0.1:{ports['orders -> pair']}")
            caller.call()
            caller.close()
        assert (len(payments.seen), len(second.seen)) == (2, 1)


def test_tls_is_terminated_and_the_callees_certificate_verified(
    proxy: ProxyClient, tmp_path: Path, add: Add
) -> None:
    callee_ca, proxy_ca = trustme.CA(), trustme.CA()
    shown, real = proxy_ca.issue_cert("127.0.0.1"), callee_ca.issue_cert("localhost")
    files = Tls(tmp_path / "cert", tmp_path / "key", tmp_path / "ca")
    shown.cert_chain_pems[0].write_to_path(str(files.certificate))
    shown.private_key_pem.write_to_path(str(files.key))
    callee_ca.cert_pem.write_to_path(str(files.callee_ca))
    wrong = Tls(files.certificate, files.key, files.callee_ca, callee_name="impostor.example")
    callee_tls, caller_tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    real.configure_cert(callee_tls)
    proxy_ca.configure_trust(caller_tls)
    with http_callee(callee_tls) as callee:
        edges = [
            Edge("payments -> gateway", Protocol.HTTPS, callee.port, tls=files),
            Edge("payments -> impostor", Protocol.HTTPS, callee.port, tls=wrong),
        ]
        ports = proxy.start(edges)
        caller = Caller(f"https://127.0.0.1:{ports['payments -> gateway']}", caller_tls)
        assert caller.call().status == 200
        add("answer lost", "payments -> gateway", next=1)
        with pytest.raises(Exception, match=r"104|EOF|disconnected"):
            caller.call()
        assert (caller.call().status, len(callee.seen)) == (200, 3)
        misled = Caller(f"https://127.0.0.1:{ports['payments -> impostor']}", caller_tls)
        with pytest.raises(Exception, match=r"104|EOF|disconnected"):
            misled.call()
        assert "mismatch" in proxy.exchanges()[-1].outcome or "verify" in proxy.exchanges()[-1].outcome
        for each in (caller, misled):
            each.close()


def test_a_proxy_of_its_own_comes_up_and_goes(payments: HttpCallee) -> None:
    with launched() as proxy:
        port = proxy.start([Edge("a -> b", Protocol.HTTP, payments.port)])["a -> b"]
        assert port < 49_152
        assert b"200 OK" in ask(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_a_proxy_answers_at_the_control_path_it_is_given(payments: HttpCallee, short_folder: Path) -> None:
    control = short_folder / "control"
    proxy = ProxyClient(control)
    with pytest.raises(ProxyFailed, match="gave no answer"):
        proxy.wait_until_up(within=0.01)
    process = get_context("spawn").Process(target=run, args=({CONTROL: str(control)}, {}))
    process.start()
    proxy.wait_until_up()
    port = proxy.start([Edge("a -> b", Protocol.HTTP, payments.port)])["a -> b"]
    assert b"200 OK" in ask(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    proxy.close()
    process.terminate()
    process.join()
    assert (process.exitcode, control.exists()) == (0, False)


def test_an_edge_says_what_is_wrong_with_it() -> None:
    with pytest.raises(InvalidFault, match="named '<caller> -> <callee>', not 'payments'"):
        Edge("payments", Protocol.HTTP, 1)
    with pytest.raises(InvalidFault, match="https needs certificates"):
        Edge("a -> b", Protocol.HTTPS, 1)


def test_a_connection_without_a_request_is_no_call(
    proxy: ProxyClient, payments: HttpCallee, tmp_path: Path
) -> None:
    authority = trustme.CA()
    files = Tls(tmp_path / "cert", tmp_path / "key", tmp_path / "ca")
    issued = authority.issue_cert("127.0.0.1")
    issued.cert_chain_pems[0].write_to_path(str(files.certificate))
    issued.private_key_pem.write_to_path(str(files.key))
    authority.cert_pem.write_to_path(str(files.callee_ca))
    ports = proxy.start(
        [
            Edge("cart -> scanned", Protocol.HTTP, payments.port),
            Edge("payments -> scanned", Protocol.HTTPS, payments.port, tls=files),
        ]
    )
    since = proxy.last()
    for edge, first in (
        ("cart", b""),
        ("payments", b""),
        ("payments", b"\x16\x03\x01"),
        ("payments", b"GET /"),
    ):
        with socket.create_connection(("127.0.0.1", ports[f"{edge} -> scanned"]), timeout=5) as scan:
            scan.sendall(first)
    caller = Caller(f"http://127.0.0.1:{ports['cart -> scanned']}")
    caller.call()
    caller.close()
    found = [each for each in proxy.exchanges(since) if each.summary != "PUT /payments/1"]
    assert {each.summary for each in found} <= {NO_REQUEST}
    assert len(payments.seen) == 1


@pytest.mark.parametrize(
    "sent",
    [
        b"NONSENSE\r\n\r\n",
        b"\x16\x03\x01\x00\x05hello\r\n\r\n",
        b"\r\n\r\n",
        b"GET /\r\n\r\n",
        b"GET / HTTP/1.1\r\ncontent-length: many\r\n\r\n",
        b"POST / HTTP/1.1\r\ncontent-length: " + b"9" * 5_000 + b"\r\n\r\n",
        b"EHLO scanner\r\n" * 3,
        bytes(range(256)) * 40,
    ],
)
def test_bytes_that_are_no_request_break_nothing(sent: bytes, tmp_path: Path) -> None:
    log = tmp_path / "proxy.log"
    with http_callee() as callee, launched(log) as own:
        ports = own.start([Edge("cart -> scanned", Protocol.HTTP, callee.port)])
        with socket.create_connection(("127.0.0.1", ports["cart -> scanned"]), timeout=5) as scan:
            scan.sendall(sent)
            scan.shutdown(socket.SHUT_WR)
            while scan.recv(4096):
                pass
        caller = Caller(f"http://127.0.0.1:{ports['cart -> scanned']}")
        assert caller.call().status == 200
        caller.close()
    assert "Traceback" not in log.read_text("utf-8")
