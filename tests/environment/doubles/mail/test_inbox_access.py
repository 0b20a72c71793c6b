"""The inbox is open to clients with the token of its run alone."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import MutableMapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest
from starlette.applications import Starlette

from environment.audit.facts.snapshot_reader import inbox_of
from environment.doubles.mail.access import InboxAccess
from environment.doubles.mail.app import InboxRoutes
from environment.doubles.mail.inbox_client import InboxClient
from environment.doubles.mail.mailbox import MailStore
from steps.drivers.api import keep_alive_session
from steps.drivers.inbox import InboxDriver

TOKEN = "token-of-the-tests"
BASIC = base64.b64encode(f"anything:{TOKEN}".encode()).decode()


def _status(method: str, path: str, authorization: str, token: str = TOKEN) -> int:
    """The status of one request to the inbox."""
    app = InboxAccess(Starlette(routes=InboxRoutes(MailStore()).routes()), token)
    headers = [(b"authorization", authorization.encode("latin-1"))] if authorization else []
    scope = {"type": "http", "method": method, "path": path, "headers": headers, "query_string": b""}
    statuses: list[int] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(message["status"])

    asyncio.run(app(scope, receive, send))
    return statuses[0]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/inbox", 200), ("GET", "/", 200), ("DELETE", "/inbox", 204), ("GET", "/inbox/1/raw", 404)],
)
def test_every_route_needs_the_token(method: str, path: str, status: int) -> None:
    wrong = ["", "Bearer wrong", "Bearer ", f"Digest {TOKEN}", "Basic !!", "Basic \xff", "Bearer \xff", TOKEN]
    assert {_status(method, path, each) for each in wrong} == {401}
    assert _status(method, path, f"Bearer {TOKEN}") == status
    assert _status(method, path, f"Basic {BASIC}") == status, "a browser sends it as a password"


def test_health_needs_no_token() -> None:
    assert _status("GET", "/health", "") == 200


def test_without_a_token_in_the_settings_the_inbox_is_open() -> None:
    assert _status("GET", "/inbox", "", token="") == 200


class RecordingInbox(BaseHTTPRequestHandler):
    """An empty inbox that records who asks."""

    seen: ClassVar[list[str | None]] = []

    def do_GET(self) -> None:
        self.seen.append(self.headers["Authorization"])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"mails": []}')

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.mark.parametrize(("token", "header"), [(TOKEN, f"Bearer {TOKEN}"), ("", None)])
def test_every_reader_sends_the_token_it_was_given(token: str, header: str | None) -> None:
    RecordingInbox.seen.clear()
    server = HTTPServer(("127.0.0.1", 0), RecordingInbox)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        assert InboxClient(address, token=token).mails() == ()
        assert InboxDriver(address, keep_alive_session(), token).all() == ()
        asker = inbox_of(address, token=token)
        asker.send()
        assert asker.result() == {"mails": []}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert RecordingInbox.seen == [header] * 3
