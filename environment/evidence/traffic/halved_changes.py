"""What one request changes is committed at once: a crash between two transactions would leave half of it.

Two transactions are of one request where they follow each other directly on one connection, while the service
serves nothing else that changes data, and asks no other service: after an answer from outside, and in the
background, a service has reasons to begin a new one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise

from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.json_value import json_object
from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.evidence.traffic.transactions import (
    CommittedTransaction,
    committed_transactions,
    ended_transactions,
)
from environment.topology import Operation, topology

_SLACK = 0.002  # seconds: the time of a log line has whole milliseconds
_OUTBOX = "outbox"  # events_with_changes holds it to its change


def changes_are_committed_at_once(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each request whose changes were committed in two transactions."""
    for first, second in _halves(traffic.statements):
        served = [each for each in traffic.exchanges if each.callee == first.service and _changes(each)]
        during = [each for each in served if _overlaps(each, first.began, second.committed)]
        operation = _operation(during[0]) if len(during) == 1 else None
        if operation is None or not _covers(during[0], first, second):
            continue
        if _stores_an_answer(traffic, first) or _serves_another(traffic, during[0], first, second):
            continue
        stored = frozenset(operation.stores) - {_OUTBOX}
        early, late = first.tables() & stored, second.tables() & stored
        if early and late - early and not _asks(traffic.exchanges, during[0], second):
            sentence = (
                f"{first.service} committed {_listed(early)}, and only then {_listed(late - early)}, at the "
                f"{operation.word} from {during[0].caller}: a crash between the two leaves half of it"
            )
            yield TrafficBreach(first.edge, sentence)


def _halves(statements: Iterable[Statement]) -> Iterator[tuple[CommittedTransaction, CommittedTransaction]]:
    """Two transactions in direct succession on a connection, of which neither is the whole of the work."""
    by_connection: dict[tuple[str, int], list[list[Statement]]] = {}
    for transaction in ended_transactions(statements):
        place = transaction[0].edge, transaction[0].connection
        by_connection.setdefault(place, []).append(transaction)
    for transactions in by_connection.values():
        for first, second in pairwise(map(_of_a_request, transactions)):
            if first and second and _is_half(first, second):
                yield first, second


def _of_a_request(transaction: Sequence[Statement]) -> CommittedTransaction | None:
    """What the transaction has changed; None for nothing, and for that of a background loop."""
    if any(each.claims for each in transaction):
        return None
    return next(committed_transactions(transaction), None)


def _is_half(first: CommittedTransaction, second: CommittedTransaction) -> bool:
    """Whether the second is about more tables, and lacks what the first has added or changed."""
    tables, later = first.tables() - {_OUTBOX}, second.tables() - {_OUTBOX}
    added = {each for each in tables if first.inserts_into(each) and not second.inserts_into(each)}
    return bool(later - tables) and bool(added or tables - later)


def _changes(exchange: Exchange) -> bool:
    return exchange.protocol.startswith("http") and not exchange.summary.startswith("GET ")


def _overlaps(exchange: Exchange, began: float, ended: float) -> bool:
    return exchange.started <= ended and (exchange.ended is None or exchange.ended >= began)


def _covers(exchange: Exchange, first: CommittedTransaction, second: CommittedTransaction) -> bool:
    ended = second.committed if exchange.ended is None else exchange.ended
    return exchange.started <= first.began and second.committed <= ended


def _operation(exchange: Exchange) -> Operation | None:
    point = topology().points.get(exchange.edge)
    method, _, target = exchange.summary.partition(" ")
    return point.operation_of(method, target) if point else None


def _asks(exchanges: Sequence[Exchange], request: Exchange, second: CommittedTransaction) -> bool:
    """Whether the service has asked another one since the request came."""
    return any(
        each.caller == request.callee and request.started <= each.started <= second.began
        for each in exchanges
    )


def _stores_an_answer(traffic: ScenarioTraffic, first: CommittedTransaction) -> bool:
    """Whether the service had an answer from outside of which nothing was stored yet."""
    answers = [each.ended for each in traffic.exchanges if each.caller == first.service and each.ended]
    answered = max((each for each in answers if each <= first.began), default=None)
    return answered is not None and not any(
        each.service == first.service and answered <= each.began < first.began
        for each in committed_transactions(traffic.statements)
    )


def _serves_another(
    traffic: ScenarioTraffic, request: Exchange, first: CommittedTransaction, second: CommittedTransaction
) -> bool:
    """Whether the service's log tells of another request that changes data: one that was not recorded."""
    path = request.summary.split()[1].partition("?")[0]
    for line in traffic.logs.get(first.service, ()):
        entry = json_object(line) if '"request"' in line else None
        if entry and entry.get("event") == "request" and entry.get("method") != "GET":
            ended = datetime.fromisoformat(str(entry["time"])).timestamp() + _SLACK
            began = ended - float(entry["ms"]) / 1000 - 2 * _SLACK
            if entry.get("path") != path and began <= second.committed and ended >= second.began:
                return True
    return False


def _listed(tables: Iterable[str]) -> str:
    return " and ".join(sorted(tables))
