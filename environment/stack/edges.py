"""The ports of the proxy: one edge for each integration point of the topology."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from environment.faults.edges import Edge, Tls
from environment.topology import Protocol, topology


def all_edges(address: Callable[[str], tuple[str, int]], listen_host: str, tls: Tls) -> Iterator[Edge]:
    """Each integration point with its callee's own address, which `address` gives by name.

    `listen_host` is where callers find the proxy; `tls` is for the points where HTTPS is spoken.
    """
    for point in topology().points.values():
        host, port = address(point.callee)
        certificates = tls if point.protocol is Protocol.HTTPS else None
        yield Edge(point.arrow, point.protocol, port, host, certificates, listen_host)
