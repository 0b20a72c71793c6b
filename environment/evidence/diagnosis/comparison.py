"""Symptoms found by comparison with the baselines: the call profiles of green runs of the same scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from environment.evidence.diagnosis.call_profile import (
    CallProfile,
    ScenarioProfile,
    Value,
    profiled_exchanges,
    values_of,
)
from environment.evidence.diagnosis.symptoms import Severity, Symptom, Timeline
from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.operation import operation_of, status_of

Key = tuple[str, str]


class _Baseline:
    """The call profiles of several green runs by arrow and operation."""

    def __init__(self, runs: Sequence[ScenarioProfile]) -> None:
        self.order = [(call.arrow, call.operation) for call in runs[-1]]
        self._runs = [{(call.arrow, call.operation): call for call in run} for run in runs]

    def of(self, key: Key) -> list[CallProfile]:
        return [run[key] for run in self._runs if key in run]

    def most(self, key: Key) -> int:
        return max((call.count for call in self.of(key)), default=0)

    def fewest(self, key: Key) -> int:
        return min(run[key].count if key in run else 0 for run in self._runs)

    def statuses(self, key: Key) -> list[str]:
        return list(dict.fromkeys(status for call in self.of(key) for status in call.statuses))

    def values(self, key: Key, name: str) -> list[Value]:
        """The known values; none where the value was never seen or differs from run to run."""
        known = [call.values[name] for call in self.of(key) if name in call.values]
        return [value for each in known for value in each] if all(known) else []


def differences(timeline: Timeline, green_runs: Sequence[ScenarioProfile]) -> Iterator[Symptom]:
    """Statuses and values that no green run had, and calls that are surplus or missing."""
    baseline = _Baseline(green_runs)
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
