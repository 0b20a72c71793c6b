"""Every integration point of a stack: who calls whom, and what is spoken there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from environment.faults.edges import Edge, Tls, WireProtocol
from environment.stack.service_settings import CALLEES, SERVICES

# What people call, and who they are.
CALLERS_FROM_OUTSIDE: Mapping[str, tuple[str, ...]] = {
    "customer": ("cart", "checkout", "orders"),
    "staff": ("inventory", "pricing", "notifications", "orders", "payments"),
}


def arrow(caller: str, callee: str) -> str:
    """The name of an integration point."""
    return f"{caller} -> {callee}"


def all_edges(address: Callable[[str], tuple[str, int]], listen_host: str, tls: Tls) -> Iterator[Edge]:
    """Each arrow with its callee's own address, which `address` gives by name.

    `listen_host` is where callers find the proxy; `tls` is for the gateway.
    """
    for caller, callee, spoken in _spoken():
        host, port = address(callee)
        by = tls if spoken is WireProtocol.HTTPS else None
        yield Edge(arrow(caller, callee), spoken, port, host, by, listen_host)


def _spoken() -> Iterator[tuple[str, str, WireProtocol]]:
    for caller, callees in {**CALLERS_FROM_OUTSIDE, **CALLEES}.items():
        for callee in callees:
            yield caller, callee, WireProtocol.HTTP
    for service in SERVICES:
        yield service, "postgres", WireProtocol.POSTGRES
    for caller in ("customer", "payments"):
        yield caller, "gateway", WireProtocol.HTTPS
    yield "gateway", "payments", WireProtocol.HTTP
    yield "notifications", "mail", WireProtocol.SMTP
