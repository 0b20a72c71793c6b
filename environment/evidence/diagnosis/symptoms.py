"""Symptoms of a red scenario: their order in time, and those found by comparison with green runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from environment.evidence.diagnosis.call_profile import (
    CallProfile,
    ScenarioProfile,
    Value,
    profiled_exchanges,
    values_of,
)
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
    """The call profiles of several green runs by arrow and operation."""

    def __init__(self, runs: Sequence[ScenarioProfile]) -> None:
        self.order = [(call.arrow, call.operation) for call in runs[-1]]
        self._runs = [{(call.arrow, call.operation): call for call in run} for run in runs]

    def of(self, key: Key) -> list[CallProfile]:
        """The profiles of one operation, one for each green run that called it."""
        return [run[key] for run in self._runs if key in run]

    def most(self, key: Key) -> int:
        """The highest number of calls in a green run."""
        return max((call.count for call in self.of(key)), default=0)

    def fewest(self, key: Key) -> int:
        """The lowest number of calls in a green run."""
        return min(run[key].count if key in run else 0 for run in self._runs)

    def statuses(self, key: Key) -> list[str]:
        """Every status in a green run, each once."""
        return list(dict.fromkeys(status for call in self.of(key) for status in call.statuses))

    def values(self, key: Key, name: str) -> list[Value]:
        """The known values; none where the value was never seen or differs from run to run."""
        known = [call.values[name] for call in self.of(key) if name in call.values]
        return [value for each in known for value in each] if all(known) else []


def differences(timeline: Timeline, profiles: Sequence[ScenarioProfile]) -> Iterator[Symptom]:
    """Statuses and values that no green run had, and calls that are surplus or missing."""
    baseline = _Baseline(profiles)
    calls: dict[Key, list[Exchange]] = {}
    for exchange in profiled_exchanges(timeline.exchanges):
        calls.setdefault((exchange.edge, operation_of(exchange)), []).append(exchange)
    for key, exchanges in calls.items():
        for exchange in exchanges:
            yield from _of_exchange(timeline, exchange, key, baseline)
        if _counts(key) and len(exchanges) > baseline.most(key):
            yield _surplus(exchanges, key, baseline.most(key))
    yield from _missing(timeline, calls, baseline)


def _counts(key: Key) -> bool:
    """Whether the number of calls is compared. People follow the steps, and a waiting caller polls."""
    return not _of_people(key) and not key[1].startswith("GET ")


def _of_exchange(timeline: Timeline, exchange: Exchange, key: Key, baseline: _Baseline) -> Iterator[Symptom]:
    if not baseline.of(key):
        return
    end = timeline.end_of(exchange)
    if status_of(exchange) not in (usual := baseline.statuses(key)):
        if exchange.ended is not None:
            answer = timeline.answer_of(exchange)
            reason = f"{key[1]} answered {answer}, in the last green run {' or '.join(usual)}"
            yield Symptom.of(exchange, end, Severity.STATUS, reason)
        return
    for name, value in values_of(exchange):
        known = baseline.values(key, name)
        if known and value not in known:
            listed = " or ".join(str(each) for each in known)
            reason = f"{key[1]}: {name} is {value}, in the last green run {listed}"
            at = exchange.started if name.startswith("the request's") else end
            yield Symptom.of(exchange, at, Severity.VALUE, reason)


def _surplus(exchanges: Sequence[Exchange], key: Key, usual: int) -> Symptom:
    first = exchanges[usual]
    times = "not at all" if usual == 0 else "once" if usual == 1 else f"{usual} times"
    reason = f"{key[1]} was called {len(exchanges)} times, in the last green run {times}"
    if len(exchanges) == 1:
        reason = f"{key[1]} was called, in the last green run it was not"
    return Symptom.of(first, first.started, Severity.SURPLUS, reason)


def _missing(timeline: Timeline, calls: dict[Key, list[Exchange]], baseline: _Baseline) -> Iterator[Symptom]:
    """A missing call is dated to the end of the calls that precede it in the green run."""
    before = 0.0
    for key in baseline.order:
        found, usual = calls.get(key, []), baseline.fewest(key)
        if _counts(key) and len(found) < usual:
            at = max(before, timeline.end_of(found[-1]) if found else 0.0)
            reason = f"{key[1]} was called {len(found)} times, in the last green run {usual} times"
            if not found:
                reason = f"{key[1]} was not called, in the last green run it was"
            yield Symptom(at, Severity.MISSING, 0, key[0], reason, found[-1] if found else None)
        if not _of_people(key):
            before = max([before, *(timeline.end_of(each) for each in found[:1])])


def _of_people(key: Key) -> bool:
    return key[0].partition(" -> ")[0] in PEOPLE
