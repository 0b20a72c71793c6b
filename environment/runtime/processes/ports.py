"""Ports that the operating system chooses and keeps reserved while no program listens on them."""

from __future__ import annotations

import errno
import socket
import sys

HOST = "127.0.0.1"


class ReservedPort:
    """A port of 127.0.0.1, bound and not listening while this object is open: connections are refused.

    Each start of a program gets a new socket on the same port and is the only holder of that socket. When the
    program ends, the kernel closes the socket and the port refuses connections at once.
    The kernel gives a reserved port to no process that asks for any free port, neither to listen nor as the
    origin of a connection. A probe of the port therefore never connects to itself, which happens with a port
    that is merely free.
    """

    def __init__(self) -> None:
        first = _bound(0)
        self.port: int = first.getsockname()[1]
        self._reservation: socket.socket | None = _reservation(self.port)
        first.close()

    def listener(self) -> socket.socket:
        """A new socket, bound to the port and not listening yet.

        Raises:
            OSError: EADDRINUSE, a program listens on the port.
        """
        return _bound(self.port)

    def close(self) -> None:
        """Release the port."""
        if self._reservation is not None:
            self._reservation.close()
            self._reservation = None


def refuses(port: int) -> bool:
    """Whether a port of 127.0.0.1 refuses connections."""
    with socket.socket() as caller:
        caller.settimeout(1.0)
        return caller.connect_ex((HOST, port)) == errno.ECONNREFUSED


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
    except OSError:
        bound.close()
        raise
    return bound


def _reservation(port: int) -> socket.socket | None:
    """Linux lets two sockets that do not listen share a port; other systems cannot reserve one."""
    return _bound(port) if sys.platform == "linux" else None
