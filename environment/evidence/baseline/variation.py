"""What varies from run to run although nothing has changed, learned from all scenarios together.

A call or a statement that depends on timing may by chance come equally often in every run of one scenario.
Over hundreds of scenarios it does not, so what varies in one of them is trusted in none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from environment.evidence.baseline.call_profile import OperationKey
from environment.evidence.baseline.known_statements import NOTHING_KNOWN, KnownStatements
from environment.evidence.baseline.scenario_baseline import ScenarioRun, merged
from environment.evidence.baseline.sql_cost import SqlCost, SqlCosts, StatementKey
from environment.evidence.baseline.text_format import UnreadableBaseline
from environment.evidence.recording.exchange import PEOPLE
from environment.evidence.traffic.transactions import changes_of

_HEAD = """\
# Written by `make baseline`: what varies from run to run although nothing has changed.
# The number of these calls may exceed the baseline by twice what is given here, and one.
# These statements are not counted, but for those that change something: all of them together may come more
# often by a third, and three. Of others the rows are not counted.
"""
ONE_IN_SPARE = 50
"""One statement, row or commit more in so many is no finding."""
_CALL, _STATEMENT, _ROWS = "call ", "statement ", "rows of "


@dataclass(frozen=True)
class Variation:
    """calls: by operation the widest range that a scenario had.

    statements: those whose number varies. rows: the other ones whose number of rows varies.
    """

    calls: Mapping[OperationKey, int] = field(default_factory=dict)
    statements: frozenset[StatementKey] = frozenset()
    rows: frozenset[StatementKey] = frozenset()

    def allowance(self, key: OperationKey) -> int:
        """How many calls more than the highest known number are no finding."""
        return 2 * self.calls[key] + 1 if key in self.calls else 0

    def counted(self, costs: SqlCosts, known: KnownStatements = NOTHING_KNOWN) -> SqlCosts:
        """The costs without what varies; of changes whose number varies there is only their number.

        A statement that no green run had, in the place of one that varies, varies as that one does.
        """
        statements = self.varying_in(costs, known)
        rows = self.rows | known.reworded(costs, self.rows)
        found = {
            key: replace(cost, rows=0) if key in rows else cost
            for key, cost in costs.items()
            if key not in statements
        }
        changing = {key: costs[key] for key in statements if changes_of(key[1])}
        return found | {key: SqlCost(varying=cost.statements) for key, cost in changing.items()}

    def varying_in(self, costs: SqlCosts, known: KnownStatements = NOTHING_KNOWN) -> set[StatementKey]:
        """The statements of these costs whose number varies, in whatever words."""
        return {*self.statements.intersection(costs)} | known.reworded(costs, self.statements)

    def met_in(self, runs: Iterable[ScenarioRun]) -> Variation:
        """What of it these runs met, however often."""
        calls: set[OperationKey] = set()
        statements: set[StatementKey] = set()
        for run in runs:
            calls |= {(call.arrow, call.operation) for call in run.calls}
            statements |= set(run.sql or ())
        return Variation(
            {key: width for key, width in self.calls.items() if key in calls},
            self.statements & statements,
            self.rows & statements,
        )

    def __or__(self, other: Variation) -> Variation:
        calls = {
            key: max(self.calls.get(key, 0), other.calls.get(key, 0))
            for key in sorted({*self.calls, *other.calls})
        }
        statements = self.statements | other.statements
        return Variation(calls, statements, (self.rows | other.rows) - statements)


def variation_of(scenarios: Iterable[Sequence[ScenarioRun]]) -> Variation:
    """What varies among the runs of each of these scenarios.

    The statements of a service are compared among the runs in which services have called it equally often:
    more calls explain more statements.
    """
    calls: dict[OperationKey, int] = {}
    statements: set[StatementKey] = set()
    rows: set[StatementKey] = set()
    for runs in scenarios:
        if any(run.sql is None for run in runs):
            continue
        for each in merged(runs).operations:
            if width := each.calls.high - each.calls.low:
                calls[each.key] = max(calls.get(each.key, 0), width)
        for service in {name for run in runs for name, _ in run.sql or ()}:
            for costs in _alike(runs, service):
                statements |= _varying(costs, service, lambda cost: (cost.statements, cost.commits))
                rows |= _varying(costs, service, lambda cost: (cost.rows,))
    return Variation(dict(sorted(calls.items())), frozenset(statements), frozenset(rows - statements))


def _alike(runs: Sequence[ScenarioRun], service: str) -> Iterable[list[SqlCosts]]:
    """The costs of the runs, grouped by the calls that the service answered to other services."""
    groups: dict[frozenset[tuple[OperationKey, int]], list[SqlCosts]] = {}
    for run in runs:
        answered = frozenset(
            ((call.arrow, call.operation), call.count)
            for call in run.calls
            if call.arrow.endswith(f" -> {service}") and call.arrow.partition(" -> ")[0] not in PEOPLE
        )
        groups.setdefault(answered, []).append(run.sql or {})
    return groups.values()


def _varying(
    runs: Sequence[SqlCosts], service: str, numbers: Callable[[SqlCost], Sequence[int]]
) -> set[StatementKey]:
    """Of a statement that is run a hundred times, some runs more are not counted as variation."""
    found = set()
    for key in {key for costs in runs for key in costs if key[0] == service}:
        seen = [costs.get(key, SqlCost()) for costs in runs]
        spare = max(cost.statements for cost in seen) // ONE_IN_SPARE
        if any(max(each) - min(each) > spare for each in zip(*map(numbers, seen), strict=True)):
            found.add(key)
    return found


def written_variation(variation: Variation) -> str:
    """The text of the file."""
    calls = [f"{_CALL}{arrow}: {name} | {width}" for (arrow, name), width in variation.calls.items()]
    statements = [f"{_STATEMENT}{service}: {text}" for service, text in sorted(variation.statements)]
    rows = [f"{_ROWS}{service}: {text}" for service, text in sorted(variation.rows)]
    return _HEAD + "".join(f"{line}\n" for line in ["", *calls, "", *statements, "", *rows])


def read_variation(text: str) -> Variation:
    """From `written_variation`. Raises UnreadableBaseline."""
    calls: dict[OperationKey, int] = {}
    found: dict[str, set[StatementKey]] = {_STATEMENT: set(), _ROWS: set()}
    for line in text.splitlines():
        if line.startswith(_CALL):
            call, _, width = line.removeprefix(_CALL).rpartition(" | ")
            arrow, _, name = call.partition(": ")
            if not width.isdigit():
                raise UnreadableBaseline(f"no number of calls at the end of this line: {line!r}")
            calls[arrow, name] = int(width)
        elif kind := next((each for each in found if line.startswith(each)), None):
            service, _, statement = line.removeprefix(kind).partition(": ")
            found[kind].add((service, statement))
        elif line and not line.startswith("#"):
            raise UnreadableBaseline(f"neither a call nor a statement: {line!r}")
    return Variation(calls, frozenset(found[_STATEMENT]), frozenset(found[_ROWS]))
