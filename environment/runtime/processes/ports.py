"""Ports of the operating system's choice that stay ours while nobody listens on them."""

from __future__ import annotations

import errno
import socket
import sys

HOST = "127.0.0.1"


class ReservedPort:
    """A port of 127.0.0.1, bound and not listening while this object is open: connecting is refused.

    Each start of a program gets a fresh socket on the same port and is its only holder. When the program
    dies, the kernel closes that socket and the port refuses at once: nobody has to notice the death first.
    While the reservation stands the kernel gives the port to nobody who asks for any port, as listener or
    as origin of a connection. Polling it can therefore not connect to itself, as it can with a port that is
    merely known to be free.
    """

    def __init__(self) -> None:
        first = _bound(0)
        self.port: int = first.getsockname()[1]
        self._reservation: socket.socket | None = _reservation(self.port)
        first.close()

    def listener(self) -> socket.socket:
        """A fresh socket, bound to the port and not listening yet.

        Raises:
            OSError: EADDRINUSE, somebody listens on the port.
        """
        return _bound(self.port)

    def close(self) -> None:
        """Give the port back to the operating system."""
        if self._reservation is not None:
            self._reservation.close()
            self._reservation = None


def refuses(port: int) -> bool:
    """Whether nobody listens on a port of 127.0.0.1."""
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
    """Linux lets two sockets that do not listen share a port; elsewhere the port is only known to be free."""
    return _bound(port) if sys.platform == "linux" else None
