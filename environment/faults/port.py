"""The listening port of an edge, which can refuse connections or leave them unanswered and come back.

On Linux shutdown() ends the listening of a socket and keeps its port, if the port was bound by number: no
other process gets the port, and the healed edge listens on it again. Ports lie below the ephemeral range, so
that the local port of a client is never the one it connects to. Such a client would be connected to itself
while the edge refuses.
"""

from __future__ import annotations

import asyncio
import random
import socket
from collections.abc import Callable
from pathlib import Path

from environment.faults import sockets

_LOWEST = 10_000
_EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")
_EPHEMERAL_START = 49_152  # where the ephemeral range begins by RFC 6335
_BACKLOG = 256
_ATTEMPTS = 200


class NoFreePort(OSError):
    """All tried ports below the ephemeral range are in use."""


def _bound(host: str) -> socket.socket:
    try:
        highest = int(_EPHEMERAL.read_text().split()[0])
    except OSError:
        highest = _EPHEMERAL_START
    for _ in range(_ATTEMPTS):
        listener = socket.socket()
        try:
            # Without SO_REUSEADDR: two sockets that do not listen may otherwise share a port.
            listener.bind((host, random.randrange(_LOWEST, highest)))
        except OSError:
            listener.close()
            continue
        listener.setblocking(False)
        # From now on with it: old connections of the port must not prevent listening again.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return listener
    raise NoFreePort(f"no free port on {host} between {_LOWEST} and {highest}")


class ListeningPort:
    """One port that listens, refuses, or leaves connections unanswered."""

    def __init__(self, host: str, on_connection: Callable[[socket.socket], None]) -> None:
        self._listener = _bound(host)
        self._host = host
        self._on_connection = on_connection
        self._blockers: list[socket.socket] = []
        self._listening = False
        self._refused_before = 0
        self._dropped_before = 0
        self.number: int = self._listener.getsockname()[1]

    def listen(self) -> None:
        """Accept connections, as before any fault."""
        for blocker in self._blockers:
            blocker.close()
        if self._blockers:
            self._stop()
        self._blockers.clear()
        if not self._listening:
            self._listener.listen(_BACKLOG)
            asyncio.get_running_loop().add_reader(self._listener.fileno(), self._accept)
            self._listening = True

    def refuse(self) -> None:
        """Answer connections as a closed port does: ECONNREFUSED."""
        if self._listening:
            self._stop()
        self._refused_before = sockets.refused_attempts(self._host) or 0

    def leave_unanswered(self) -> None:
        """Let connection attempts go unanswered, until the caller's connect timeout.

        With its queue of one connection full, Linux drops every further SYN.
        """
        if self._listening:
            self._stop()
        self._listener.listen(0)
        blocker = socket.create_connection((self._host, self.number), timeout=1)
        self._blockers.append(blocker)
        self._dropped_before = sockets.dropped(self._listener) or 0

    def refused(self) -> int | None:
        """How many attempts this machine has refused since refuse(), on all its ports."""
        now = sockets.refused_attempts(self._host)
        return None if now is None else max(0, now - self._refused_before)

    def unanswered(self) -> int | None:
        """How many attempts went unanswered since leave_unanswered(); each repeated SYN counts."""
        now = sockets.dropped(self._listener)
        return None if now is None else now - self._dropped_before

    def close(self) -> None:
        """Free the port."""
        if self._listening:
            asyncio.get_running_loop().remove_reader(self._listener.fileno())
        for each in (*self._blockers, self._listener):
            each.close()

    def _stop(self) -> None:
        if self._listening:
            asyncio.get_running_loop().remove_reader(self._listener.fileno())
        self._listening = False
        try:
            self._listener.shutdown(socket.SHUT_RDWR)
        except OSError:  # not Linux: only closing ends the listening
            self._listener.close()
            self._listener = socket.socket()
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._listener.setblocking(False)
            self._listener.bind((self._host, self.number))

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except (BlockingIOError, ConnectionAbortedError):
                return
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._on_connection(connection)
