"""Symptoms of a red scenario: their order in time, and those found by comparison with green runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from environment.evidence.baseline.call_profile import (
    REQUEST,
    CallProfile,
    profile_of,
    profiled_exchanges,
    values_of,
)
from environment.evidence.baseline.scenario_baseline import OperationBaseline, Range, ScenarioBaseline
from environment.evidence.recording.captions import answer_caption
from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.operation import operation_of, status_of
from environment.evidence.recording.traces import trace_of

Key = tuple[str, str]  # arrow and operation


class Severity(IntEnum):
    """Which of several symptoms at the same time counts: the one with the lowest number explains most."""

    FAULT = 0
    CONTRACT = 1
    ERROR = 2
    SILENCE = 3
    STATUS = 4
    VALUE = 5
    SURPLUS = 6
    MISSING = 7
    SUSPICION = 8


@dataclass(frozen=True)
class Symptom:
    """One thing that went wrong. `at` is in Unix seconds; `exchange` is None where a call is missing.

    Symptoms are ordered by time, then by severity, then by `order`.
    """

    at: float
    severity: Severity
    order: int
    arrow: str
    reason: str
    exchange: Exchange | None

    @classmethod
    def of(cls, exchange: Exchange, at: float, severity: Severity, reason: str) -> Self:
        """A symptom of one exchange. At equal times the one that began last counts: it is deepest."""
        return cls(at, severity, -exchange.number, exchange.edge, reason, exchange)

    def __lt__(self, other: Symptom) -> bool:
        return (self.at, self.severity, self.order) < (other.at, other.severity, other.order)


class Timeline:
    """The exchanges of one scenario, in the order in which they began. Times are Unix seconds."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self.exchanges = exchanges
        ends = [each.ended if each.ended is not None else each.started for each in exchanges]
        self.end = max(ends, default=0.0)
        """The time of the last recorded event."""

    @property
    def without_faults(self) -> Iterator[Exchange]:
        """The exchanges that no fault touched, without SQL, whose errors the service logs describe better."""
        return (each for each in self.exchanges if not each.faults and each.protocol != "postgres")

    def numbered(self, number: int) -> Exchange | None:
        """The exchange with this number."""
        return next((each for each in self.exchanges if each.number == number), None)

    def end_of(self, exchange: Exchange) -> float:
        """The time at which the exchange ended; for one without an end, the end of the timeline."""
        return self.end if exchange.ended is None else exchange.ended

    def answer_of(self, exchange: Exchange) -> str:
        """The answer that the caller received, such as `409 out-of-stock`."""
        return answer_caption(exchange.answer, exchange.outcome)

    def has_fault_below(self, exchange: Exchange) -> bool:
        """Whether a fault touched an exchange that began while the callee worked on this call."""
        end = self.end_of(exchange)
        return any(each.faults and exchange.started <= each.started <= end for each in self.exchanges)

    def served_by(self, part: str, at: float | None, trace: str | None) -> Exchange | None:
        """The call that a part served at this time: of those with the same trace, the one that began last."""
        calls = [each for each in self.exchanges if each.callee == part and each.protocol != "postgres"]
        if trace is not None:
            calls = [each for each in calls if trace_of(each) in (trace, None)]
        if at is not None:
            # The time of a log line has whole milliseconds, and an answer may be recorded before the log
            # line.
            calls = [each for each in calls if each.started - 0.002 <= at <= self.end_of(each) + 0.05]
        return calls[-1] if calls else None


class _Baseline:
    """The baseline of a scenario by arrow and operation."""

    def __init__(self, baseline: ScenarioBaseline) -> None:
        self.operations = {each.key: each for each in baseline.operations}

    def calls(self, key: Key) -> Range:
        """How often an operation was called."""
        return self.operations[key].calls if key in self.operations else Range(0, 0)


def differences(timeline: Timeline, green: ScenarioBaseline) -> Iterator[Symptom]:
    """Statuses and values that no green run had or that come too often, and surplus or missing calls."""
    baseline = _Baseline(green)
    calls: dict[Key, list[Exchange]] = {}
    for exchange in profiled_exchanges(timeline.exchanges):
        calls.setdefault((exchange.edge, operation_of(exchange)), []).append(exchange)
    for profile in profile_of(timeline.exchanges):
        key, usual = (profile.arrow, profile.operation), baseline.calls((profile.arrow, profile.operation))
        exchanges, known = calls[key], baseline.operations.get(key)
        if known:
            for exchange in exchanges:
                yield from _of_exchange(timeline, exchange, known)
            if not key[1].startswith("GET ") and profile.count <= usual.high:
                yield from _frequent_statuses(timeline, exchanges, profile, known)
        if _counts(key) and profile.count > usual.high:
            yield _surplus(exchanges, key, profile.count, usual.high)
    yield from _missing(timeline, calls, baseline)


def _counts(key: Key) -> bool:
    """Whether the number of calls is compared. People follow the steps, and a waiting caller polls."""
    return not _of_people(key) and not key[1].startswith("GET ")


def _of_exchange(timeline: Timeline, exchange: Exchange, known: OperationBaseline) -> Iterator[Symptom]:
    end = timeline.end_of(exchange)
    if status_of(exchange) not in known.statuses:
        if exchange.ended is not None:
            answer = timeline.answer_of(exchange)
            reason = f"{known.operation} answered {answer}, in the baseline {' or '.join(known.statuses)}"
            yield Symptom.of(exchange, end, Severity.STATUS, reason)
        return
    seen = dict(values_of(exchange))
    for name, usual in known.values.items():
        at = exchange.started if name.startswith(REQUEST) else end
        listed = " or ".join(str(each) for each in usual)
        if name in seen and seen[name] not in usual:
            reason = f"{known.operation}: {name} is {seen[name]}, in the baseline {listed}"
            yield Symptom.of(exchange, at, Severity.VALUE, reason)
        elif name not in seen and name not in known.optional:
            reason = f"{known.operation}: {name} is missing, in the baseline it is {listed}"
            yield Symptom.of(exchange, at, Severity.VALUE, reason)


def _frequent_statuses(
    timeline: Timeline, exchanges: Sequence[Exchange], profile: CallProfile, known: OperationBaseline
) -> Iterator[Symptom]:
    """A status that came more often than in any green run, in place of another one."""
    for status, usual in known.statuses.items():
        if (number := profile.statuses.get(status, 0)) > usual.high:
            first = [each for each in exchanges if status_of(each) == status][usual.high]
            listed = ", ".join(f"{often}x {name}" for name, often in known.statuses.items())
            reason = f"{known.operation} answered {status} {number} times, in the baseline {listed}"
            yield Symptom.of(first, timeline.end_of(first), Severity.STATUS, reason)


def _surplus(exchanges: Sequence[Exchange], key: Key, count: int, usual: int) -> Symptom:
    first = exchanges[usual]
    times = "not at all" if usual == 0 else "once" if usual == 1 else f"{usual} times"
    reason = f"{key[1]} was called {count} times, in the baseline {times}"
    if count == 1:
        reason = f"{key[1]} was called, in the baseline it was not"
    return Symptom.of(first, first.started, Severity.SURPLUS, reason)


def _missing(timeline: Timeline, calls: dict[Key, list[Exchange]], baseline: _Baseline) -> Iterator[Symptom]:
    """A missing call is dated to the end of the calls that precede it in the baseline."""
    before = 0.0
    for key in baseline.operations:
        found, usual = calls.get(key, []), baseline.calls(key).low
        if _counts(key) and len(found) < usual:
            at = max(before, timeline.end_of(found[-1]) if found else 0.0)
            reason = f"{key[1]} was called {len(found)} times, in the baseline {usual} times"
            if not found:
                reason = f"{key[1]} was not called, in the baseline it was"
            yield Symptom(at, Severity.MISSING, 0, key[0], reason, found[-1] if found else None)
        if not _of_people(key):
            before = max([before, *(timeline.end_of(each) for each in found[:1])])


def _of_people(key: Key) -> bool:
    return key[0].partition(" -> ")[0] in PEOPLE
