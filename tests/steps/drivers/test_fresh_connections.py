"""A connection is kept between two requests, and opened anew after a pause."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest
import requests

from steps.drivers.fresh_connections import FreshConnections

_PAUSE = 0.05  # seconds


class _Answering(BaseHTTPRequestHandler):
    """Answers with the port of the connection at the client."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        text = str(self.client_address[1]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answering)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _ports(url: str, adapter: FreshConnections) -> list[str]:
    with requests.Session() as session:
        session.trust_env = False
        session.mount("http://", adapter)
        found = [session.get(url).text for _ in range(2)]
        Event().wait(2 * _PAUSE)
        return [*found, session.get(url).text]


def test_a_connection_is_opened_anew_after_a_long_pause(url: str) -> None:
    first, second, later = _ports(url, FreshConnections(_PAUSE))
    assert first == second != later


def test_a_connection_is_kept_over_a_short_pause(url: str) -> None:
    assert len({*_ports(url, FreshConnections())}) == 1
