"""The services behind the storefront, as one HTTP server that answers what a test has written down."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

PROBLEMS = "https://bookstore.example/problems/"


@dataclass(frozen=True)
class SeenRequest:
    """A request that a service has received."""

    line: str
    headers: Mapping[str, str]
    body: Any


@dataclass
class ScriptedServices:
    """Answers by method and path pattern; the last one that was written down for a request counts."""

    url: str = ""
    seen: list[SeenRequest] = field(default_factory=list)
    _answers: list[tuple[str, int, Any]] = field(default_factory=list)

    def answer(self, pattern: str, body: Any, status: int = 200) -> None:
        """Answer requests like `GET /carts/[^/]+` with this status and JSON object."""
        self._answers.insert(0, (pattern, status, body))

    def refuse(self, pattern: str, status: int, slug: str, detail: str, **members: Any) -> None:
        """Answer with a problem document."""
        problem = {"type": PROBLEMS + slug, "title": slug, "status": status, "detail": detail, **members}
        self.answer(pattern, problem, status)

    def hang_up(self, pattern: str) -> None:
        """Close the connection without an answer."""
        self.answer(pattern, None, 0)

    def received(self, pattern: str) -> list[SeenRequest]:
        """The requests like this, in their order."""
        return [each for each in self.seen if re.fullmatch(pattern, each.line)]

    def find(self, line: str) -> tuple[int, Any]:
        """Status and body for a request line, 404 where nothing was written down."""
        for pattern, status, body in self._answers:
            if re.fullmatch(pattern, line):
                return status, body
        return 404, {"type": PROBLEMS + "not-found", "detail": f"nothing is written down for {line}"}


@contextmanager
def scripted_services() -> Iterator[ScriptedServices]:
    """The services on a real socket, until the end of the block."""
    services = ScriptedServices()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            length = int(self.headers.get("content-length", "0"))
            body = json.loads(self.rfile.read(length)) if length else None
            line, headers = f"{self.command} {self.path}", dict(self.headers.items())
            services.seen.append(SeenRequest(line, {name.lower(): headers[name] for name in headers}, body))
            status, content = services.find(line)
            if status == 0:
                self.close_connection = True
                return
            sent = json.dumps(content).encode()
            self.send_response(status)
            kind = "application/json" if status < 400 else "application/problem+json"
            self.send_header("content-type", kind)
            self.send_header("content-length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PUT = do_DELETE = handle_any  # noqa: N815 - names of the base class

        def log_message(self, *_: Any) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    services.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield services
    finally:
        server.shutdown()
        server.server_close()
        thread.join(2)
