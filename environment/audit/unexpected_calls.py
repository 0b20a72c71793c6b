"""Finds the calls that no operation of the topology expects.

People may send any request, and services refuse what is not permitted; what services ask for needs a row.
A call on an arrow without an integration point is unexpected as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.operation import operation_of
from environment.evidence.recording.recorder import NO_REQUEST
from environment.topology import Protocol, topology

_SAFE = ("GET ", "HEAD ", "OPTIONS ", "TRACE ")


def unexpected_calls(exchanges: Iterable[Exchange]) -> Iterator[AuditBreach]:
    """A breach for each call whose operation is not expected on its arrow.

    A connection without a request is no call. A stranger, such as a port scan, is a breach where its request
    may have changed something.
    """
    for exchange in exchanges:
        if exchange.summary == NO_REQUEST or _is_expected(exchange):
            continue
        operation = operation_of(exchange)
        origin = "" if exchange.correlation else ", and carries no scenario"
        sentence = f"the call {operation} is not expected on this arrow{origin}"
        if _is_stranger(exchange):
            if _is_harmless(exchange):
                continue
            sentence = f"a stranger, which is no part of the stack, sent {operation}"
        table = EvidenceTable("calls", ("edge", "summary"), ((exchange.edge, operation),))
        yield AuditBreach(BreachKind.UNEXPECTED_CALL, sentence, (table,), exchange.edge)


def without_strangers(exchanges: Iterable[Exchange]) -> Iterator[Exchange]:
    """The exchanges of the stack itself and of people: a contract is for them."""
    return (each for each in exchanges if _is_expected(each) or not _is_stranger(each))


def _is_stranger(exchange: Exchange) -> bool:
    """Whether a call between services, which is not expected, comes from no part of the stack.

    Services pass on a scenario or a trace with every call to each other (W3C Baggage, W3C Trace Context), but
    the calls to and from the gateway carry neither.
    """
    services = topology().services
    between_services = exchange.caller in services and exchange.callee in services
    return between_services and exchange.protocol.startswith("http") and exchange.correlation is None


def _is_harmless(exchange: Exchange) -> bool:
    """Whether the callee has changed nothing: a safe method (RFC 9110, section 9.2.1), or it has refused."""
    status = exchange.answered.status if exchange.answered else None
    return exchange.summary.startswith(_SAFE) or (status is not None and 400 <= status < 500)


def _is_expected(exchange: Exchange) -> bool:
    """A database takes any statement of its service: the topology names only some of them."""
    point = topology().points.get(exchange.edge)
    if exchange.caller in PEOPLE:
        return True
    if point is None:
        return False
    if point.protocol is Protocol.POSTGRES:
        return True
    if point.protocol is Protocol.SMTP:
        return any(operation.is_command(exchange.summary) for operation in point.operations)
    method, _, target = exchange.summary.partition(" ")
    return point.operation_of(method, target) is not None
