"""The SQL that the services need for the calls of a journey.

Statements that a service runs while it serves no call are left out: loops in the background run as often as
the machine is slow. So do steps that wait: of the reads of people the most expensive one is counted, for each
statement. Connections are opened and transactions begun at no cost: a service whose pool is cold pays more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from environment.evidence.baseline.call_profile import looks_of
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.statements import Statement
from environment.evidence.recording.traces import trace_of

_CLAIM = "SKIP LOCKED"  # how a background loop takes the next piece of work
_END = ("COMMIT", "ROLLBACK")
_FREE = ("BEGIN", *_END, "CONNECT", "PREPARE", "SYNC", "SET", "SHOW", "DEALLOCATE", "DISCARD", "SAVEPOINT")
StatementKey = tuple[str, str]
"""Service and text."""


@dataclass(frozen=True)
class SqlCost:
    """A number of statements, and of the rows that they returned."""

    statements: int = 0
    rows: int = 0

    def __add__(self, other: SqlCost) -> SqlCost:
        return SqlCost(self.statements + other.statements, self.rows + other.rows)


SqlCosts = Mapping[StatementKey, SqlCost]


def sql_costs(exchanges: Sequence[Exchange], statements: Iterable[Statement]) -> SqlCosts:
    """The cost of each statement in a scenario with these exchanges."""
    looks = looks_of(exchanges)
    served: defaultdict[str, list[tuple[float, float, str | None]]] = defaultdict(list)
    for each in exchanges:
        if each.protocol.startswith("http") and each.ended is not None:
            trace = trace_of(each)
            served[each.callee].append((each.started, each.ended, trace if trace in looks else None))
    costs: defaultdict[str | None, defaultdict[StatementKey, SqlCost]] = defaultdict(_no_costs)  # by look
    for transaction in _transactions(statements):
        first = transaction[0]
        during = [look for began, end, look in served[first.service] if began <= first.started <= end]
        if during and not any(_CLAIM in each.text for each in transaction):
            # A look that is served beside another call may have none of these statements.
            sums = costs[None if None in during else during[-1]]
            for one in transaction:
                if not one.text.startswith(_FREE):
                    sums[one.service, one.text] += SqlCost(1, one.rows_read)
    return _with_the_largest_look(costs.pop(None, {}), costs.values())


def _no_costs() -> defaultdict[StatementKey, SqlCost]:
    return defaultdict(SqlCost)


def _with_the_largest_look(writing: SqlCosts, looks: Iterable[SqlCosts]) -> SqlCosts:
    most: dict[StatementKey, SqlCost] = {}
    for each in looks:
        for key, cost in each.items():
            known = most.get(key, SqlCost())
            most[key] = SqlCost(max(known.statements, cost.statements), max(known.rows, cost.rows))
    keys = dict.fromkeys([*writing, *most])
    return {key: writing.get(key, SqlCost()) + most.get(key, SqlCost()) for key in keys}


def by_service(costs: SqlCosts) -> dict[str, SqlCost]:
    """The sum of each service."""
    sums: defaultdict[str, SqlCost] = defaultdict(SqlCost)
    for (service, _), cost in sorted(costs.items()):
        sums[service] += cost
    return dict(sums)


def _transactions(statements: Iterable[Statement]) -> Iterator[list[Statement]]:
    """The statements of each transaction; a statement outside of one is a transaction of its own."""
    under_way: dict[tuple[str, int], list[Statement]] = {}
    for each in statements:
        key = (each.edge, each.connection)
        if each.text.startswith("BEGIN"):
            under_way[key] = [each]
        elif key not in under_way:
            yield [each]
        else:
            under_way[key].append(each)
            if each.text.startswith(_END):
                yield under_way.pop(key)
    yield from under_way.values()
