"""The ports of the proxy: an edge for each integration point, and for each arrow of people beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from environment.faults.edges import Edge, Tls
from environment.topology import Protocol, Topology, topology


def all_edges(
    address: Callable[[str], tuple[str, int]], listen_host: str, tls: Tls, shop: Topology | None = None
) -> Iterator[Edge]:
    """Each integration point, and each uninvited arrow, with its callee's own address by its name.

    `listen_host` is where callers find the proxy; `tls` is for the points where HTTPS is spoken. `shop` is
    the topology in use, where it is not the usual one.
    """
    shop = shop or topology()
    for point in shop.points.values():
        host, port = address(point.callee)
        certificates = tls if point.protocol is Protocol.HTTPS else None
        yield Edge(point.arrow, point.protocol, port, host, certificates, listen_host)
    for name in shop.uninvited:
        host, port = address(name.partition(" -> ")[2])
        yield Edge(name, Protocol.HTTP, port, host, None, listen_host)
