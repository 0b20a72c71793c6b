"""Finds the calls that no operation of the topology expects.

People may send any request, and services refuse what is not permitted; what services ask for needs a row.
A call on an arrow without an integration point is unexpected as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import operation_of
from environment.topology import Protocol, topology


def unexpected_calls(exchanges: Iterable[Exchange]) -> Iterator[AuditBreach]:
    """A breach for each call whose operation is not expected on its arrow.

    A database takes any statement of its service: the topology names only some of them.
    """
    for exchange in exchanges:
        if not _is_expected(exchange):
            operation = operation_of(exchange)
            sentence = f"{exchange.edge}: the call {operation} is not expected on this arrow"
            table = EvidenceTable("calls", ("edge", "summary"), ((exchange.edge, operation),))
            yield AuditBreach(BreachKind.UNEXPECTED_CALL, sentence, (table,))


def _is_expected(exchange: Exchange) -> bool:
    point = topology().points.get(exchange.edge)
    if point is None:
        return False
    if point.protocol is Protocol.POSTGRES or topology().is_person(point.caller):
        return True
    if point.protocol is Protocol.SMTP:
        return any(operation.is_command(exchange.summary) for operation in point.operations)
    method, _, target = exchange.summary.partition(" ")
    return point.operation_of(method, target) is not None
