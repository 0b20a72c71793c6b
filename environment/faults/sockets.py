"""Facts about connections that only the socket or the kernel knows, and resets."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import struct
import sys

_NO_LINGER = struct.pack("ii", 1, 0)  # close() then sends RST instead of FIN, socket(7)
_ESTABLISHED = 1  # tcpi_state, the first byte of struct tcp_info in linux/tcp.h
_SO_MEMINFO = 55  # asm-generic/socket.h
_DROPS = 8  # SK_MEMINFO_DROPS in linux/sock_diag.h: the ninth number


def reset(transport: asyncio.Transport) -> None:
    """Close a connection with RST."""
    found = transport.get_extra_info("socket")
    if found is not None and not transport.is_closing():
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
    transport.abort()


def pause(transport: asyncio.Transport, paused: bool) -> None:
    """Read no further bytes, or read on; a closed connection stays as it is."""
    if transport.is_closing():
        return
    if paused:
        transport.pause_reading()
    else:
        transport.resume_reading()


def peer_hung_up(transport: asyncio.Transport) -> bool:
    """Whether the other end has closed, even if bytes of it are unread or reading is paused."""
    found = transport.get_extra_info("socket")
    if found is None or transport.is_closing():
        return True
    if sys.platform != "linux":
        return False
    try:
        state: int = found.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
    except OSError:
        return True
    return state != _ESTABLISHED


def dropped(listener: socket.socket) -> int | None:
    """How many connection attempts a listening socket has dropped; None if the system does not tell."""
    if sys.platform != "linux":
        return None
    drops: int = struct.unpack("9I", listener.getsockopt(socket.SOL_SOCKET, _SO_MEMINFO, 36))[_DROPS]
    return drops


def refused_attempts(host: str) -> int | None:
    """How many connection attempts to a local address were refused so far; None if the system does not tell.

    The kernel counts them in the network namespace of the caller (Tcp AttemptFails, RFC 4022): for the
    loopback that is this one. For a caller in another namespace a refusal is counted here as a reset that no
    local socket has asked for.
    """
    try:
        tcp, more = _counters("/proc/net/snmp", "Tcp:"), _counters("/proc/net/netstat", "TcpExt:")
    except OSError:
        return None
    if ipaddress.ip_address(host).is_loopback:
        return tcp["AttemptFails"]
    return tcp["OutRsts"] - more["TCPAbortOnData"] - more["TCPAbortOnClose"]


def _counters(path: str, kind: str) -> dict[str, int]:
    with open(path) as table:  # noqa: PTH123 - a path object would not make it clearer
        names, values = [line.split()[1:] for line in table if line.startswith(kind)]
    return dict(zip(names, map(int, values), strict=True))
