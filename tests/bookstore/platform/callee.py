"""A callee on a real socket that answers exactly these bytes, with exactly these delays."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Behavior = Callable[[socket.socket, threading.Event], None]
_LINGER_NOT = struct.pack("ii", 1, 0)


@dataclass
class ScriptedCallee:
    """Serves one connection after the other; every request on it meets the behavior."""

    behavior: Behavior
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0
    closed: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def serve(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            with connection:
                self._attend(connection)
            self.closed.set()

    def _attend(self, connection: socket.socket) -> None:
        try:
            while request := _request(connection):
                self.requests.append(request)
                self.behavior(connection, self.over)
        except OSError:
            return  # the caller has gone, or the behavior has closed the connection


def _request(connection: socket.socket) -> bytes:
    """A request up to the end of its head, and of its body where a content length is given."""
    seen = b""
    while b"\r\n\r\n" not in seen:
        more = connection.recv(65536)
        if not more:
            return b""
        seen += more
    head, _, body = seen.partition(b"\r\n\r\n")
    length = next(
        (int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0
    )
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def callee(behavior: Behavior) -> Iterator[ScriptedCallee]:
    """A callee that listens until the end of the block."""
    found = ScriptedCallee(behavior)
    thread = threading.Thread(target=found.serve, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.over.set()
        found.listener.shutdown(socket.SHUT_RDWR)
        found.listener.close()
        thread.join(2)


def answers(raw: bytes) -> Behavior:
    """Answer these bytes at once and keep the connection."""
    return lambda connection, _: connection.sendall(raw)


def answers_and_closes(raw: bytes) -> Behavior:
    """Answer these bytes and close the connection in order."""

    def behave(connection: socket.socket, _: threading.Event) -> None:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_RDWR)

    return behave


def resets(after: bytes = b"") -> Behavior:
    """Answer these bytes, then reset the connection."""

    def behave(connection: socket.socket, _: threading.Event) -> None:
        connection.sendall(after)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
        connection.close()

    return behave


def drips(raw: bytes, every: float) -> Behavior:
    """Answer one byte at a time, so many seconds apart."""

    def behave(connection: socket.socket, over: threading.Event) -> None:
        for place in range(len(raw)):
            connection.sendall(raw[place : place + 1])
            if over.wait(every):
                return

    return behave


def never_answers(_: socket.socket, over: threading.Event) -> None:
    """Read the request and never answer."""
    over.wait(10)


def answer(body: bytes, status: str = "200 OK", kind: str = "application/json", announced: int = -1) -> bytes:
    """An HTTP response; `announced` is a content length that may be wrong."""
    length = len(body) if announced < 0 else announced
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
    return head.encode() + body
