"""Whether a scenario costs more than its green runs did, in calls between services and in SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from environment.evidence.baseline.answer_time import ACCEPT
from environment.evidence.baseline.call_profile import OperationKey
from environment.evidence.baseline.known_statements import NOTHING_KNOWN, KnownStatements
from environment.evidence.baseline.number_range import Range
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline, ScenarioRun, SqlRange
from environment.evidence.baseline.sql_cost import SqlCost, SqlCosts, by_service
from environment.evidence.baseline.variation import ONE_IN_SPARE, Variation
from environment.evidence.recording.exchange import PEOPLE
from environment.evidence.traffic.breach import TrafficBreach
from environment.evidence.traffic.transactions import changes_of
from environment.topology import Operation, topology

_LONGEST = 160  # characters of a statement
_CHANGES_TO_SPARE = 4  # an order may be canceled before its payment is reversed, or after: two acts or one


class CostComparison:
    """The costs of one scenario beside those of its baseline; nothing is compared where one is unstable."""

    def __init__(
        self,
        run: ScenarioRun,
        baseline: ScenarioBaseline,
        variation: Variation,
        known: KnownStatements = NOTHING_KNOWN,
    ) -> None:
        self._variation = variation
        self._is_compared = run.sql is not None and baseline.sql is not None
        self._costs: SqlCosts = variation.counted(run.sql or {}, known)
        self._new = known.new_in(self._costs)
        self._sql = by_service(self._costs)
        varying = variation.varying_in(run.sql or {}, known)
        self._without_commits = {service for service, text in varying if changes_of(text)}
        self._known_sql = baseline.sql or {}
        self._calls = {(call.arrow, call.operation): call.count for call in run.calls}
        self._known_calls = {each.key: each.calls for each in baseline.operations}

    def surplus(self) -> Iterator[TrafficBreach]:
        """A breach for each cost that is higher than the baseline allows."""
        if not self._is_compared:
            return
        for key, number in self._calls.items():
            known = self._known_calls.get(key, Range(0, 0))
            if _is_counted(key) and number > known.high + self._variation.allowance(key):
                yield TrafficBreach(key[0], _call_sentence(key, number, known))
        for service, cost in self._sql.items():
            if self._is_asked_more(service):
                continue  # a surplus call has its sentence above, and a call by a timer explains its SQL
            known_sql = _range_of(self._known_sql, service)
            yield from self._surplus_sql(service, cost, known_sql)
            yield from self._surplus_commits(service, cost, known_sql)
            yield from self._surplus_changes(service, cost, known_sql)

    def _surplus_sql(self, service: str, cost: SqlCost, known: SqlRange) -> Iterator[TrafficBreach]:
        arrow = topology().database_of(service).arrow
        if cost.statements > _most(known.statements):
            counted = f"{service} ran {_times(cost.statements, 'SQL statement')}"
            yield TrafficBreach(
                arrow,
                f"{counted}, in the baseline {known.statements}; {self._which_statement(service)}; {ACCEPT}",
            )
        elif cost.rows > _most(known.rows):
            most = max(
                (key for key in self._costs if key[0] == service), key=lambda key: self._costs[key].rows
            )
            yield TrafficBreach(
                arrow,
                f"{service} read {_times(cost.rows, 'row')}, in the baseline {known.rows}; most by "
                f"{most[1][:_LONGEST]}; {ACCEPT}",
            )

    def _which_statement(self, service: str) -> str:
        """The statement that no green run had, or else the one that came most often."""
        new = [key for key in self._new if key[0] == service]
        shown = max(new or [key for key in self._costs if key[0] == service], key=self._frequency)
        word = "new is" if new else "most often"
        return f"{word} {self._frequency(shown)}x {shown[1][:_LONGEST]}"

    def _surplus_commits(self, service: str, cost: SqlCost, known: SqlRange) -> Iterator[TrafficBreach]:
        """Not where a change comes by chance: it may be committed with others, or by itself."""
        usual = None if service in self._without_commits else known.commits
        if usual and cost.commits > _most(usual):
            counted = f"{service} has committed {_times(cost.commits, 'change')}, in the baseline {usual}"
            yield TrafficBreach(
                topology().database_of(service).arrow,
                f"{counted}: what was one transaction may be two, and a crash between them leaves half of it"
                f"; {ACCEPT}",
            )

    def _surplus_changes(self, service: str, cost: SqlCost, known: SqlRange) -> Iterator[TrafficBreach]:
        """Of changes that a few more or less are usual for: far more of them."""
        usual = known.varying
        if usual and usual.high and cost.varying > usual.high + usual.high // 3 + _CHANGES_TO_SPARE:
            most = max(self._changes_of(service), key=lambda key: self._costs[key].varying)
            counted = f"{service} ran {_times(cost.varying, 'statement')} that change what it has stored"
            often = f"{self._costs[most].varying}x {most[1][:_LONGEST]}"
            yield TrafficBreach(
                topology().database_of(service).arrow,
                f"{counted}, in the baseline {usual}; most often {often}; {ACCEPT}",
            )

    def _changes_of(self, service: str) -> Iterator[tuple[str, str]]:
        return (key for key, cost in self._costs.items() if key[0] == service and cost.varying)

    def _is_asked_more(self, service: str) -> bool:
        """Whether the service has answered more calls of an operation than in every green run."""
        return any(
            number > self._known_calls.get(key, Range(0, 0)).high
            for key, number in self._calls.items()
            if key[0].endswith(f" -> {service}")
        )

    def _frequency(self, key: tuple[str, str]) -> int:
        return self._costs[key].statements

    def is_cheaper(self) -> bool:
        """Whether a cost is lower than in every green run."""
        if not self._is_compared:
            return False
        calls = any(
            self._calls.get(key, 0) + self._variation.allowance(key) < known.low
            for key, known in self._known_calls.items()
            if _is_counted(key)
        )
        return calls or any(
            self._sql.get(service, SqlCost()).statements < known.statements.low
            for service, known in self._known_sql.items()
        )


def _is_counted(key: OperationKey) -> bool:
    """Whether a service makes the call for the work at hand. Looks that no person waits for go by a timer."""
    caller, _, _ = key[0].partition(" -> ")
    known = _operation(key)
    is_timed = known is not None and known.asynchronous and known.method == "GET"
    return caller not in PEOPLE and not is_timed


def _most(known: Range) -> int:
    """Hundreds of statements are those of many requests: of so many, some run once more by chance."""
    return known.high + known.high // ONE_IN_SPARE


def _operation(key: OperationKey) -> Operation | None:
    method, _, path = key[1].partition(" ")
    return topology().point(key[0]).operation_of(method, path) if key[0] in topology().arrows else None


def _range_of(known: Mapping[str, SqlRange], service: str) -> SqlRange:
    return known.get(service, SqlRange(Range(0, 0), Range(0, 0)))


def _call_sentence(key: OperationKey, number: int, known: Range) -> str:
    caller, _, callee = key[0].partition(" -> ")
    known_operation = _operation(key)
    word = f"the {known_operation.word} ({key[1]})" if known_operation else key[1]
    asked = f"{callee} was asked {_often(number)} by {caller} for {word}"
    before = (
        "never" if known.high == 0 else _often(known.high) if known.low == known.high else f"{known} times"
    )
    return f"{asked}, in the baseline {before}; {ACCEPT}"


def _often(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _times(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
