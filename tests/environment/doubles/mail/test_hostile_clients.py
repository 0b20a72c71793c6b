"""No client holds up another one at the mail server, or keeps a connection or memory without end."""

from __future__ import annotations

import resource
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest
import requests

from tests.environment.silent_reader import read_to_the_end

_LIMIT_SECONDS = "0.5"
_GREETED = b"EHLO noise\r\n"
_IN_DATA = _GREETED + b"MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n"


@dataclass(frozen=True)
class RunningMail:
    """A mail server with low limits."""

    smtp: int
    http: int
    pid: int

    def connect(self, port: int) -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), timeout=10)

    def answers_soon(self) -> None:
        """A mail and a request to the inbox, each in less than a second."""
        began = time.monotonic()
        with smtplib.SMTP("127.0.0.1", self.smtp, local_hostname="shop", timeout=5) as mailer:
            mailer.sendmail("a@shop.example", ["b@reader.example"], "Subject: Hi\r\n\r\nx\r\n")
        mailed, began = time.monotonic() - began, time.monotonic()
        assert requests.get(f"http://127.0.0.1:{self.http}/inbox", timeout=5).status_code == 200
        assert (mailed < 1, time.monotonic() - began < 1) == (True, True), f"the mail took {mailed:.2f} s"

    def megabytes(self) -> int:
        resident = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return resident * resource.getpagesize() // 1024**2


@pytest.fixture(scope="module")
def running() -> Iterator[RunningMail]:
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        smtp, http = one.getsockname()[1], other.getsockname()[1]
    command = [sys.executable, "-m", "environment.doubles.mail"]
    environ = {
        "SMTP_LISTEN_PORT": str(smtp),
        "LISTEN_PORT": str(http),
        "MAIL_INBOX_TOKEN": "",
        "SMTP_COMMAND_SECONDS": _LIMIT_SECONDS,
        "HTTP_REQUEST_SECONDS": _LIMIT_SECONDS,
        "LOG_LEVEL": "ERROR",
    }
    with subprocess.Popen(command, env=environ) as process:
        try:
            mail = RunningMail(smtp, http, process.pid)
            deadline = time.monotonic() + 10
            while not _is_up(mail):
                assert time.monotonic() < deadline
                Event().wait(0.02)
            yield mail
        finally:
            process.kill()


def _is_up(mail: RunningMail) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{mail.http}/health", timeout=1).status_code == 200
    except requests.ConnectionError:
        return False


def _sent_in_background(connection: socket.socket, data: bytes, times: int) -> Thread:
    def send() -> None:
        with suppress(OSError):
            for _ in range(times):
                connection.sendall(data)

    thread = Thread(target=send, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize("port", ["smtp", "http"])
def test_200_silent_connections_hold_up_no_other_and_are_closed(running: RunningMail, port: str) -> None:
    with ExitStack() as life:
        silent = [life.enter_context(running.connect(getattr(running, port))) for _ in range(200)]
        running.answers_soon()
        for each in silent:
            while each.recv(1024):
                pass


NOISE: dict[str, tuple[str, bytes, bytes, int]] = {
    "a line without an end": ("smtp", b"", b"x" * 65536, 800),
    "a mail of 50 MB": ("smtp", _IN_DATA, (b"x" * 76 + b"\r\n") * 1000, 650),
    "a mail of one line": ("smtp", _IN_DATA, b"x" * 65536, 1600),
    "many commands at once": ("smtp", _GREETED, b"NOOP\r\n" * 10_000, 1),
    "commands that do not exist": ("smtp", _GREETED, b"DANCE\r\n" * 10_000, 1),
    "many recipients": (
        "smtp",
        _GREETED + b"MAIL FROM:<a@b.example>\r\n",
        b"RCPT TO:<c@d.example>\r\n" * 1000,
        1,
    ),
    "a header without an end": ("http", b"GET /inbox HTTP/1.1\r\nX-A: ", b"x" * 65536, 800),
    "headers without an end": ("http", b"GET /inbox HTTP/1.1\r\n", b"X-A: b\r\n" * 8000, 800),
    "a body without an end": (
        "http",
        b"DELETE /nothing HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"x" * 65536,
        800,
    ),
    "trailers without an end": (
        "http",
        b"GET /health HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        b"X-A: b\r\n" * 8000,
        800,
    ),
    "many requests at once": ("http", b"", b"GET /health HTTP/1.1\r\nHost: a\r\n\r\n" * 500, 4),
}


@pytest.mark.parametrize(("port", "first", "noise", "times"), NOISE.values(), ids=NOISE)
def test_noise_holds_up_no_other_and_takes_no_memory(
    running: RunningMail, port: str, first: bytes, noise: bytes, times: int
) -> None:
    before = running.megabytes()
    with running.connect(getattr(running, port)) as noisy:
        reader = read_to_the_end(noisy)
        noisy.sendall(first)
        sender = _sent_in_background(noisy, noise, times)
        running.answers_soon()
        sender.join(10)
        with suppress(OSError):
            noisy.shutdown(socket.SHUT_WR)
        reader.join(10)
    assert running.megabytes() - before < 100


@pytest.mark.parametrize(
    ("port", "first"),
    [
        ("smtp", b"EHL"),
        ("smtp", _IN_DATA + b"Subject: Hi\r\n"),
        ("http", b"GET /inbox HTTP/1.1\r\nX-A"),
        ("http", b"DELETE /inbox HTTP/1.1\r\nContent-Length: 100\r\n\r\nhalf"),
        ("http", b"\r\n"),
    ],
)
def test_what_comes_byte_by_byte_is_cut_off(running: RunningMail, port: str, first: bytes) -> None:
    began = time.monotonic()
    with running.connect(getattr(running, port)) as slow:
        reader = read_to_the_end(slow)
        slow.sendall(first)
        while reader.is_alive():
            reader.join(0.05)
            with suppress(OSError):
                slow.sendall(b"\n" if first == b"\r\n" else b"x")
            assert time.monotonic() - began < 3, "still open"
