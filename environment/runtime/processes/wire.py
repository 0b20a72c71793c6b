"""Messages between the run and its preloaded parent: a length and a JSON object, with descriptors."""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Mapping, Sequence
from typing import Any

_LENGTH = struct.Struct("!I")
_MAX_DESCRIPTORS = 16


def send(peer: socket.socket, message: Mapping[str, Any], descriptors: Sequence[int] = ()) -> None:
    """Send one message; the receiver gets copies of the descriptors."""
    body = json.dumps(message).encode()
    socket.send_fds(peer, [_LENGTH.pack(len(body))], descriptors)
    peer.sendall(body)


def receive(peer: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next message with its descriptors; None when the other end has closed."""
    head, descriptors, _, _ = socket.recv_fds(peer, _LENGTH.size, _MAX_DESCRIPTORS)
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)
    try:
        head += _read(peer, _LENGTH.size - len(head))
        message: dict[str, Any] = json.loads(_read(peer, _LENGTH.unpack(head)[0]))
    except EOFError:
        return None
    return message, descriptors


def _read(peer: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = peer.recv(size - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)
