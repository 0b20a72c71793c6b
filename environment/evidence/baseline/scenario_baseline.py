"""The baseline of one scenario: its green runs, merged into ranges."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from environment.evidence.baseline.call_profile import (
    ANY_TEXT,
    REQUEST,
    CallProfile,
    OperationKey,
    ScenarioProfile,
)
from environment.evidence.baseline.number_range import Range
from environment.evidence.baseline.occurrences import Occurrences, Value, occurrences_of, sorted_values
from environment.evidence.baseline.sql_cost import SqlCost, SqlCosts, by_service


@dataclass(frozen=True)
class OperationBaseline:
    """The calls of one operation on one arrow.

    statuses: how often each status came.
    values: the variants of each value that every run had, such as `the answer's state`.
    optional: the names of those values that some of the calls did not have.
    occurrences: how often each variant came, of values with several variants where that is known.
    """

    arrow: str
    operation: str
    statuses: Mapping[str, Range]
    values: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    occurrences: Mapping[str, Occurrences] = field(default_factory=dict)

    @property
    def key(self) -> OperationKey:
        return self.arrow, self.operation

    @property
    def caller(self) -> str:
        """Who makes these calls."""
        return self.arrow.partition(" -> ")[0]

    @property
    def calls(self) -> Range:
        """How often it was called. In a race the sum of the highest is more than any run had."""
        ranges = self.statuses.values()
        return Range(sum(each.low for each in ranges), sum(each.high for each in ranges))

    def answers(self) -> Self:
        """What it says of the answers alone: neither what is asked, nor how often."""
        statuses = {status: replace(often, low=0) for status, often in self.statuses.items()}
        values = {name: known for name, known in self.values.items() if not name.startswith(REQUEST)}
        return replace(self, statuses=statuses, values=values, occurrences={})


@dataclass(frozen=True)
class SqlRange:
    """The SQL of one service.

    commits: the transactions in which it has changed something; None: unknown.
    varying: the changes by statements whose number varies; None: unknown.
    """

    statements: Range
    rows: Range
    commits: Range | None = None
    varying: Range | None = None


@dataclass(frozen=True)
class ScenarioBaseline:
    """Operations are in the order of their first calls. `sql` is None where costs are not compared.

    driven: the services in whose place the suite calls the others: how often is not the shop's doing.
    """

    operations: Sequence[OperationBaseline]
    sql: Mapping[str, SqlRange] | None = None
    driven: frozenset[str] = frozenset()

    def without_calls(self, *, of: Collection[str], to: Collection[str] = ()) -> Self:
        """The same for a run in which these services call no other, or these are not there to be called."""
        ends = [(each, each.arrow.partition(" -> ")) for each in self.operations]
        left = [each for each, (caller, _, callee) in ends if caller not in of and callee not in to]
        return replace(self, operations=left)

    def with_drivers(self, services: Collection[str]) -> Self:
        """The same for a run in which the suite calls others in the place of these services."""
        known = [each.answers() if each.caller in services else each for each in self.operations]
        return replace(self, operations=known, driven=frozenset(services))


@dataclass(frozen=True)
class ScenarioRun:
    """What one green run of a scenario showed. `sql` is None where faults or races make costs uncertain."""

    calls: ScenarioProfile
    sql: SqlCosts | None = None


def merged(runs: Sequence[ScenarioRun], order: Sequence[OperationKey] = ()) -> ScenarioBaseline:
    """The baseline of these runs. Operations come in this `order` where it has all of them."""
    seen = dict.fromkeys((call.arrow, call.operation) for run in runs for call in run.calls)
    known = [key for key in order if key in seen]
    keys = known if len(known) == len(seen) else list(seen)
    sql = None if any(run.sql is None for run in runs) else _sql([by_service(run.sql or {}) for run in runs])
    return ScenarioBaseline([_operation(key, runs) for key in keys], sql)


def _operation(key: OperationKey, runs: Sequence[ScenarioRun]) -> OperationBaseline:
    per_run = [[call for call in run.calls if (call.arrow, call.operation) == key] for run in runs]
    calls = [call for found in per_run for call in found]
    names = sorted({status for call in calls for status in call.statuses})
    statuses = {
        name: Range.of(sum(call.statuses.get(name, 0) for call in found) for found in per_run)
        for name in names
    }
    first = calls[0]
    values = {
        name: sorted_values(known) for name in sorted(first.values) if (known := _same_in_all(name, calls))
    }
    optional = {name for call in calls for name in call.optional}
    followed = {
        name: often
        for name, known in values.items()
        if (often := occurrences_of(known, [call.courses.get(name, []) for call in calls]))
    }
    return OperationBaseline(*key, statuses, values, frozenset(optional & values.keys()), followed)


def _same_in_all(name: str, calls: Sequence[CallProfile]) -> Sequence[Value]:
    """The variants that every run had; any text where texts of a request differ, none for other values."""
    known = [call.values.get(name, []) for call in calls]
    if all(set(each) == set(known[0]) for each in known):
        return known[0]
    are_texts = all(each and all(isinstance(value, str) for value in each) for each in known)
    return [ANY_TEXT] if are_texts and name.startswith(REQUEST) else ()


def _sql(runs: Sequence[Mapping[str, SqlCost]]) -> dict[str, SqlRange]:
    return {
        service: SqlRange(
            Range.of(run.get(service, SqlCost()).statements for run in runs),
            Range.of(run.get(service, SqlCost()).rows for run in runs),
            Range.of(run.get(service, SqlCost()).commits for run in runs),
            Range.of(run.get(service, SqlCost()).varying for run in runs),
        )
        for service in sorted({name for run in runs for name in run})
    }
