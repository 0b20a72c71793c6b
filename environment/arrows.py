"""Every integration point of a stack: who calls whom, and what is spoken there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from environment.faults.edges import Edge, Protocol, Tls
from environment.services import CALLEES, SERVICES

# What people call, and who they are.
CALLERS_FROM_OUTSIDE: Mapping[str, tuple[str, ...]] = {
    "customer": ("cart", "checkout", "orders"),
    "staff": ("inventory", "pricing", "notifications", "orders", "payments"),
}


def arrow(caller: str, callee: str) -> str:
    """The name of an integration point."""
    return f"{caller} -> {callee}"


def all_edges(port: Callable[[str], int], postgres_port: int, tls: Tls) -> Iterator[Edge]:
    """Each arrow with its callee's own port; `port` gives a part's, by name."""
    for caller, callees in {**CALLERS_FROM_OUTSIDE, **CALLEES}.items():
        for callee in callees:
            yield Edge(arrow(caller, callee), Protocol.HTTP, port(callee))
    for service in SERVICES:
        yield Edge(arrow(service, "postgres"), Protocol.POSTGRES, postgres_port)
    for caller in ("customer", "payments"):
        yield Edge(arrow(caller, "gateway"), Protocol.HTTPS, port("gateway"), tls=tls)
    yield Edge(arrow("gateway", "payments"), Protocol.HTTP, port("payments"))
    yield Edge(arrow("notifications", "mail"), Protocol.SMTP, port("mail"))
