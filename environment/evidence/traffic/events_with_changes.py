"""An event is stored in the transaction of the change that it reports: else a crash loses one of the two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.evidence.traffic.transactions import CommittedTransaction, committed_transactions
from environment.topology import topology

OUTBOX = "outbox"


def events_are_stored_with_their_changes(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each transaction that adds an event and changes nothing that an event could report."""
    earlier: list[CommittedTransaction] = []
    for transaction in committed_transactions(traffic.statements):
        owners = tables_with_events(transaction.service)
        changed = transaction.tables() & owners
        if transaction.inserts_into(OUTBOX) and owners and not changed:
            yield TrafficBreach(transaction.edge, _sentence(transaction, earlier, traffic.exchanges))
        elif changed:
            earlier.append(transaction)


@cache
def tables_with_events(service: str) -> frozenset[str]:
    """The tables that events of a service are about: those that each operation with an event changes.

    Where they have none in common, it is the table of most of them, and all tables of the others: payments
    tells of a payment, and of what was transferred.
    """
    called = (point for point in topology().points.values() if point.callee == service)
    stores = (frozenset(operation.stores) for point in called for operation in point.operations)
    with_events = [each - {OUTBOX} for each in stores if OUTBOX in each]
    if not with_events:
        return frozenset()
    if common := frozenset.intersection(*with_events):
        return common
    most, _ = Counter(table for each in with_events for table in sorted(each)).most_common(1)[0]
    return frozenset({most}).union(*(each for each in with_events if most not in each))


def _sentence(
    event: CommittedTransaction, earlier: Sequence[CommittedTransaction], exchanges: Sequence[Exchange]
) -> str:
    service, during = event.service, _during(event, exchanges)
    change = next((each for each in reversed(earlier) if each.service == service), None)
    if change is None:
        return f"{service} stored an event in a transaction without the change that it reports{during}"
    tables = " and ".join(sorted(change.tables() & tables_with_events(service)))
    return f"{service} changed {tables} and stored the event about it in another transaction{during}"


def _during(event: CommittedTransaction, exchanges: Sequence[Exchange]) -> str:
    """The operation that the service was asked for at that time; nothing where it worked by itself."""
    for exchange in reversed(exchanges):
        ended = exchange.ended or event.committed
        if exchange.callee == event.service and exchange.started <= event.began <= ended:
            method, _, target = exchange.summary.partition(" ")
            point = topology().points.get(exchange.edge)
            operation = point.operation_of(method, target) if point else None
            if operation is not None and operation.stores:
                return f", at the {operation.word} from {exchange.caller}"
    return ""
