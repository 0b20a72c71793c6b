"""A list is read at once, and not row by row: else each object more is a statement more, and the list slow.

A statement that a service runs as often as a list of the request or of the answer is long reads one object
each time. One of two reads in transactions of their own may be background work; three are none, unless the
service makes them while nothing is asked of it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from environment.evidence.recording.exchange import Exchange, RecordedMessage
from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.breach import ScenarioTraffic, TrafficBreach
from environment.topology import topology

_LONGEST = 120  # characters of a statement
_SHORTEST_READ, _SHORTEST_WRITTEN = 2, 3
"""A list that tells: what changes something reads a few things before and after."""
_LOCKS = ("SELECT pg_try_advisory_lock", "SELECT pg_advisory_lock", "SELECT pg_advisory_unlock")
_BOUNDS = ("BEGIN", "COMMIT", "ROLLBACK", *_LOCKS)  # between one stretch of work of a connection and the next
_OUTBOX = " FROM outbox "
_PARAMETER = "$1"  # without one it is the same read each time, and a timer's
_MOST_BACKGROUND = 2  # reads of one text in transactions of their own, on one connection, within one request


def lists_are_read_at_once(traffic: ScenarioTraffic) -> Iterator[TrafficBreach]:
    """A breach for each request with a list whose objects were read one by one."""
    reads = _reads(traffic.statements)
    unasked = _unasked(reads, traffic.exchanges)
    for exchange in traffic.exchanges:
        length = _length(exchange) if exchange.callee in reads else 0
        if length and not _is_beside_another(exchange, traffic.exchanges):
            for text, times in _repeated(reads[exchange.callee], exchange, unasked):
                if times >= length:
                    sentence = (
                        f"{exchange.callee} read the {length} objects of a list one by one, at the "
                        f"{_word(exchange)} from {exchange.caller}: {text[:_LONGEST]}"
                    )
                    yield TrafficBreach(topology().database_of(exchange.callee).arrow, sentence)


class _Read(NamedTuple):
    """A read, and how often a transaction or a lock of its connection had begun or ended before it."""

    transaction: int
    statement: Statement


def _reads(statements: Sequence[Statement]) -> Mapping[str, Sequence[_Read]]:
    found: defaultdict[str, list[_Read]] = defaultdict(list)
    begun: Counter[tuple[str, int]] = Counter()
    for each in statements:
        connection = (each.edge, each.connection)
        begun[connection] += each.text.startswith(_BOUNDS)
        if each.text.startswith("SELECT") and _PARAMETER in each.text and not _is_of_a_loop(each):
            found[each.service].append(_Read(begun[connection], each))
    return found


def _is_of_a_loop(statement: Statement) -> bool:
    """Whether a background loop reads: it claims work, or asks whether an earlier message was sent."""
    return statement.claims or _OUTBOX in statement.text


def _unasked(reads: Mapping[str, Sequence[_Read]], exchanges: Sequence[Exchange]) -> Set[tuple[str, str]]:
    """The service and the text of each read that is made while nothing is asked of the service."""
    asked: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for each in exchanges:
        asked[each.callee].append((each.started, each.ended or float("inf")))
    return {
        (service, each.statement.text)
        for service, found in reads.items()
        for each in found
        if not any(began <= each.statement.started <= ended for began, ended in asked[service])
    }


def _repeated(
    reads: Sequence[_Read], exchange: Exchange, unasked: Set[tuple[str, str]]
) -> Iterator[tuple[str, int]]:
    """The texts that were run during the exchange on one connection, with their number."""
    within = [
        (transaction, each)
        for transaction, each in reads
        if each.ended is not None and exchange.started <= each.started and each.ended <= (exchange.ended or 0)
    ]
    stretches: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for transaction, each in within:
        stretches[each.connection, transaction].append(each.text)
    most: dict[tuple[int, str], int] = {}
    for (connection, _), texts in stretches.items():
        for text, number in _together(texts).items():
            most[connection, text] = max(number, most.get((connection, text), 0))
    apart = Counter((each.connection, each.text) for _, each in within)
    for key, number in apart.items():
        is_background = number <= _MOST_BACKGROUND or (exchange.callee, key[1]) in unasked
        yield key[1], most[key] if is_background else number


def _together(texts: Sequence[str]) -> Mapping[str, int]:
    """How often each of these reads, which follow each other, was made for one piece of work.

    Where reads are in no transaction, nothing on the connection tells a timer's from those of the request
    after it but the first read of each: it is made once, and stands between two reads of the same text.
    """
    total, parts = Counter(texts), [Counter[str]()]
    for text in texts:
        if total[text] == 1:
            parts.append(Counter())
        parts[-1][text] += 1
    return {
        text: max(part[text] for part in parts) if number <= _MOST_BACKGROUND else number
        for text, number in total.items()
    }


def _length(exchange: Exchange) -> int:
    """The length of the shortest list of objects that is long enough to tell; 0 without any."""
    if exchange.ended is None or not exchange.protocol.startswith("http"):
        return 0
    shortest = _SHORTEST_READ if exchange.summary.startswith("GET ") else _SHORTEST_WRITTEN
    messages = (exchange.request, exchange.answered)
    lengths = [each for message in messages for each in _lengths(_content(message)) if each >= shortest]
    return min(lengths, default=0)


def _lengths(value: object) -> Iterator[int]:
    if isinstance(value, list):
        if all(isinstance(each, dict) for each in value):
            yield len(value)
        for each in value:
            yield from _lengths(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _lengths(each)


def _content(message: RecordedMessage | None) -> object:
    if message is None or "[" not in message.body:
        return None
    try:
        content: object = json.loads(message.body)
    except ValueError:
        return None
    return content


def _is_beside_another(exchange: Exchange, exchanges: Sequence[Exchange]) -> bool:
    """Whether the service had another request at the same time: a statement may be for that one."""
    return any(
        other.callee == exchange.callee
        and other is not exchange
        and other.started <= (exchange.ended or 0)
        and (other.ended is None or other.ended >= exchange.started)
        for other in exchanges
    )


def _word(exchange: Exchange) -> str:
    """What the operation is called, or the request where it is of none."""
    point = topology().points.get(exchange.edge)
    method, _, target = exchange.summary.partition(" ")
    operation = point.operation_of(method, target) if point else None
    return operation.word if operation else exchange.summary
