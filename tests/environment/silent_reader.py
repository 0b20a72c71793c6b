"""What a hostile client does with the answers: it reads them, and says nothing of them."""

from __future__ import annotations

import socket
from contextlib import suppress
from threading import Thread


def read_to_the_end(connection: socket.socket) -> Thread:
    def read() -> None:
        with suppress(OSError):
            while connection.recv(65536):
                pass

    thread = Thread(target=read, daemon=True)
    thread.start()
    return thread
