"""The SQL that the services need for a journey, with their work in the background.

Steps that wait read as often as the machine is slow: of the reads of people the most expensive one counts,
for each statement. A statement belongs to such a read where it is outside of a transaction, and was run while
the service served such reads alone, here or in green runs, or at no time without such a read. Connections
are opened and transactions begun at no cost: a service whose pool is cold pays more. Transactions in which
background loops take the next piece of work are not counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from environment.evidence.baseline.call_profile import looks_of
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.statements import Statement
from environment.evidence.recording.traces import trace_of
from environment.evidence.traffic.transactions import changes_of

_END = ("COMMIT", "ROLLBACK")
_FREE = ("BEGIN", *_END, "CONNECT", "PREPARE", "SYNC", "SET", "SHOW", "DEALLOCATE", "DISCARD", "SAVEPOINT")
# What SQLAlchemy and psycopg ask on the first connection of a process.
_FIRST = re.compile(
    r"select pg_catalog\.version\(\)|select current_schema\(\)|select typname .*from pg_type", re.I | re.S
)
StatementKey = tuple[str, str]
"""Service and text."""


@dataclass(frozen=True)
class SqlCost:
    """A number of statements, and of the rows that they returned.

    commits: how many transactions were committed in which the statement was the first that writes.
    varying: how many statements that change something were run of those whose number varies; they are not
        among `statements`.
    is_looked: whether it ran for reads of people alone.
    """

    statements: int = 0
    rows: int = 0
    commits: int = 0
    varying: int = 0
    is_looked: bool = field(default=False, compare=False)

    def __add__(self, other: SqlCost) -> SqlCost:
        return SqlCost(
            self.statements + other.statements,
            self.rows + other.rows,
            self.commits + other.commits,
            self.varying + other.varying,
            self.is_looked or other.is_looked,
        )


SqlCosts = Mapping[StatementKey, SqlCost]


def sql_costs(
    exchanges: Sequence[Exchange], statements: Iterable[Statement], looks: Collection[StatementKey] = ()
) -> SqlCosts:
    """The cost of each statement in a scenario with these exchanges.

    looks: the statements that are known to run for reads of people, also where none of them ran alone here.
    """
    served = _Served(exchanges)
    counted = [
        transaction
        for transaction in _transactions(statements)
        if not any(each.claims for each in transaction)
    ]
    reads = [each[0] for each in counted if len(each) == 1]
    alone = {(each.service, each.text) for each in reads if served.looks_alone(each)}
    of_looks = alone | _never_without_a_look(reads, served) | set(looks)
    costs: defaultdict[str | None, defaultdict[StatementKey, SqlCost]] = defaultdict(_no_costs)  # by look
    for transaction in counted:
        first = transaction[0]
        is_read = len(transaction) == 1 and (first.service, first.text) in of_looks
        sums = costs[served.look(first) if is_read else None]
        for each in transaction:
            if not each.text.startswith(_FREE) and not _FIRST.match(each.text):
                sums[each.service, each.text] += SqlCost(1, each.rows_read)
        if written := _first_change(transaction):
            sums[written.service, written.text] += SqlCost(commits=1)
    all_costs = _with_the_largest_look(costs.pop(None, {}), costs.values())
    return {key: replace(cost, is_looked=key in alone) for key, cost in all_costs.items()}


def _first_change(transaction: Sequence[Statement]) -> Statement | None:
    """The first statement that writes, of a transaction that was committed; one alone commits by itself."""
    if len(transaction) > 1 and not transaction[-1].text.startswith("COMMIT"):
        return None
    return next((each for each in transaction if changes_of(each.text)), None)


def _never_without_a_look(reads: Sequence[Statement], served: _Served) -> set[StatementKey]:
    without = {(each.service, each.text) for each in reads if served.look(each) is None}
    return {(each.service, each.text) for each in reads} - without


class _Served:
    """The calls that each service serves, with the trace of those that belong to a read of a person."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        looks = looks_of(exchanges)
        self._calls: defaultdict[str, list[tuple[float, float, str | None]]] = defaultdict(list)
        for each in exchanges:
            if each.protocol.startswith("http") and each.ended is not None:
                trace = trace_of(each)
                look = trace if trace in looks else None
                self._calls[each.callee].append((each.started, each.ended, look))

    def look(self, statement: Statement) -> str | None:
        """The trace of the latest read of a person during which a statement began."""
        return next((look for look in reversed(self._during(statement)) if look), None)

    def looks_alone(self, statement: Statement) -> bool:
        """Whether the service served nothing but reads of people when a statement began."""
        during = self._during(statement)
        return bool(during) and all(during)

    def _during(self, statement: Statement) -> list[str | None]:
        calls = self._calls[statement.service]
        return [look for began, end, look in calls if began <= statement.started <= end]


def _no_costs() -> defaultdict[StatementKey, SqlCost]:
    return defaultdict(SqlCost)


def _with_the_largest_look(writing: SqlCosts, looks: Iterable[SqlCosts]) -> SqlCosts:
    most: dict[StatementKey, SqlCost] = {}
    for each in looks:
        for key, cost in each.items():
            known = most.get(key, SqlCost())
            most[key] = SqlCost(
                max(known.statements, cost.statements), max(known.rows, cost.rows), cost.commits
            )
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
