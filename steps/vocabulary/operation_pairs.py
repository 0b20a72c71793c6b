"""The pairs of operations of one service that may change the same table, taken from the topology."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from environment.topology import Operation, PartKind, topology

REPEATED = ", repeated"
"""Behind an operation that is paired with itself: the very same request comes twice."""
ORDERS = ("the first", "the second", "both")
"""Which of the two held requests goes on before the other."""
_MESSAGES = "outbox"  # messages are only added by requests: two of them never contend for a row


@dataclass(frozen=True, order=True)
class OperationPair:
    """Two operations of a service, as `caller: word`, and a table that both may change."""

    service: str
    first: str
    second: str
    table: str

    def __str__(self) -> str:
        return f"{self.service} | {self.first} | {self.second} | {self.table}"

    @property
    def operations(self) -> tuple[str, str]:
        """The names of both operations."""
        return self.first, self.second.removesuffix(REPEATED)

    @property
    def is_repeated(self) -> bool:
        """Whether the very same request comes twice."""
        return self.second.endswith(REPEATED)


def all_pairs() -> Iterator[OperationPair]:
    """Every pair that the topology knows, an operation with itself included, table by table."""
    for service in topology().services:
        operations = _writing(service)
        pairs = [*((one, one) for one in operations), *combinations(operations, 2)]
        for first, second in pairs:
            for table in (each for each in first.stores if each in second.stores and each != _MESSAGES):
                yield OperationPair(service, name_of(first), name_of(second), table)
                if first is second:
                    yield OperationPair(service, name_of(first), name_of(first) + REPEATED, table)


def comes_again(pair: OperationPair) -> bool:
    """Whether a service, or the gateway, repeats the request while the first is at work: it had no answer.

    Not where nobody makes it: a run through pages, or of another shop, has other arrows.
    """
    if not (pair.is_repeated and _is_made(pair)):
        return False
    operation = operation_named(pair.service, pair.first)
    same = _by_request(pair.service)[operation.method, operation.path]
    callers = {each.arrow.partition(" -> ")[0] for each in same}
    return any(topology().parts[each].kind is not PartKind.PERSON for each in callers)


def _is_made(pair: OperationPair) -> bool:
    caller, _, word = pair.first.partition(": ")
    point = topology().points.get(f"{caller} -> {pair.service}")
    return point is not None and any(each.word == word for each in point.operations)


def operation_named(service: str, name: str) -> Operation:
    """The operation of a pair. Raises UnknownOperation."""
    caller, _, word = name.removesuffix(REPEATED).partition(": ")
    return topology().point(f"{caller} -> {service}").operation(word)


def name_of(operation: Operation) -> str:
    """Its name in a pair: `caller: word`."""
    return f"{operation.arrow.partition(' -> ')[0]}: {operation.word}"


def _writing(service: str) -> list[Operation]:
    """The operations that change tables of the service.

    A request that several callers make counts once: for the caller at whose request most tables change.
    """
    return [max(same, key=lambda each: len(each.stores)) for same in _by_request(service).values()]


def _by_request(service: str) -> dict[tuple[str | None, str | None], list[Operation]]:
    found: dict[tuple[str | None, str | None], list[Operation]] = {}
    for point in topology().points.values():
        for operation in point.operations if point.callee == service else ():
            if operation.stores:
                found.setdefault((operation.method, operation.path), []).append(operation)
    return found
