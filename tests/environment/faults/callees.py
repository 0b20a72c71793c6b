"""Small real servers that count what reached them."""

from __future__ import annotations

import asyncio
import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from environment.faults.proxy_client import InjectedFault
from steps.vocabulary.fault_spec import CallPattern, FaultSpec

PAYMENTS = "checkout -> payments"
MAIL = "notifications -> mail"
DATABASE = "checkout -> postgres"
Add = Callable[..., InjectedFault]

BODY = {"id": "py_1", "amount": 1900, "paid": True, "lines": [{"sku": "9780441172719"}], "note": None}


def spec(name: str, edge: str, kind: str, **given: Any) -> FaultSpec:
    """A fault; the fields of its spec and of its call pattern may be given alike."""
    of_calls = ("method", "path", "matching", "nth", "next")
    calls = {field: given.pop(field) for field in of_calls if field in given}
    return FaultSpec(name, CallPattern(edge, **calls), kind, **given)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: _Server

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def _answer(self) -> None:
        received = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.callee.work()
        self.server.callee.note(f"{self.command} {self.path}", received)
        body = json.dumps(BODY).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = _answer  # noqa: N815 - named by the standard library

    def log_message(self, format: str, *args: object) -> None:
        """Discard it."""


class _Server(ThreadingHTTPServer):
    callee: HttpCallee
    daemon_threads = True


@dataclass
class HttpCallee:
    """An HTTP server; `seen` lists the calls that it has worked on, `seconds` is what each of them takes."""

    port: int = 0
    seconds: float = 0.0
    seen: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def work(self) -> None:
        threading.Event().wait(self.seconds)

    def note(self, call: str, body: bytes) -> None:
        with self._changed:
            self.seen.append(call)
            self.bodies.append(body)
            self._changed.notify_all()

    def wait_for(self, calls: int, within: float = 5.0) -> None:
        """Wait until so many calls have reached it."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.seen) >= calls, within), self.seen


@contextmanager
def http_callee(tls: ssl.SSLContext | None = None) -> Iterator[HttpCallee]:
    server = _Server(("127.0.0.1", 0), _Handler)
    server.callee = HttpCallee(server.server_port)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.callee
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Caller:
    """A caller with a pool of kept connections, like a service; timeouts in seconds."""

    def __init__(self, url: str, trusted: ssl.SSLContext | None = None) -> None:
        self._url = url
        self._pool = httpcore.ConnectionPool(ssl_context=trusted)

    def call(
        self,
        method: str = "PUT",
        path: str = "/payments/1",
        body: object = None,
        headers: dict[str, str] | None = None,
        *,
        timeout: float = 5.0,
    ) -> httpcore.Response:
        return self._pool.request(
            method,
            self._url + path,
            headers=list({"Content-Type": "application/json", **(headers or {})}.items()),
            content=json.dumps({"amount": 1900} if body is None else body).encode(),
            extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), timeout)},
        )

    def close(self) -> None:
        self._pool.close()


class Mailbox:
    """What aiosmtpd hands every accepted mail to."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's
        self.mails.append(envelope.content)
        return "250 accepted"


@contextmanager
def mail_server() -> Iterator[tuple[int, Mailbox]]:
    mailbox = Mailbox()
    controller = _Controller(
        mailbox, "127.0.0.1", 0, auth_require_tls=False, authenticator=lambda *_: AuthResult(success=True)
    )
    controller.start()
    try:
        yield controller.port, mailbox
    finally:
        controller.stop()


class _Controller(Controller):
    def _trigger_server(self) -> None:
        """It calls its own port to see whether it is up, so it must know which one it was given."""
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
