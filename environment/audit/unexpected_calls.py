"""Finds the calls that no operation of the topology expects.

People may ask for anything, and are refused what is not theirs; what services ask for has to have a row. A
call on an arrow without an integration point is unexpected as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from environment.audit.snapshot import Call
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import operation_of
from environment.topology import Protocol, topology

_HTTP = (Protocol.HTTP, Protocol.HTTPS)


def unexpected_calls(exchanges: Iterable[Exchange]) -> Iterator[Call]:
    """The HTTP calls that their arrow does not expect."""
    for exchange in exchanges:
        if exchange.protocol in _HTTP and not _expected(exchange):
            yield Call(exchange.edge, operation_of(exchange))


def _expected(exchange: Exchange) -> bool:
    point = topology().points.get(exchange.edge)
    if point is None:
        return False
    method, _, target = exchange.summary.partition(" ")
    return topology().is_person(point.caller) or point.operation_of(method, target) is not None
