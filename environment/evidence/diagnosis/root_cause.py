"""Finds the root cause of a red scenario, which the report shows as the guilty arrow.

A scenario's symptoms have times, and the earliest one names the arrow. A wrong answer is dated to its return,
so that a failure deep inside precedes the failures that it causes on its way out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from environment.evidence.baseline.scenario_baseline import ScenarioBaseline
from environment.evidence.contract.check import ContractBreach
from environment.evidence.diagnosis.symptoms import Severity, Symptom, Timeline, differences
from environment.evidence.diagnosis.unhandled_errors import UnhandledError
from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.operation import operation_of, status_of
from environment.evidence.traffic.breach import TrafficBreach


@dataclass(frozen=True)
class RootCause:
    """The arrow of the first symptom. `exchange` is None where a call is missing or no exchange fits."""

    arrow: str
    reason: str
    exchange: Exchange | None

    @property
    def headline(self) -> str:
        """The first line of a red scenario in the report."""
        return f"[{self.arrow}] {self.reason}"


def find_root_cause(
    exchanges: Iterable[Exchange],
    *,
    breaches: Iterable[ContractBreach | TrafficBreach] = (),
    unhandled: Iterable[UnhandledError] = (),
    baseline: ScenarioBaseline | None = None,
    expected_faults: Collection[str] | None = None,
    places: Iterable[tuple[str, str]] = (),
) -> RootCause | None:
    """The root cause of a red scenario, None where its exchanges show no symptom.

    `exchanges` are those of this scenario. `baseline` is what its green runs showed. `expected_faults` are
    the names of the faults that it injected; None means every fault on record.
    `places` are arrows at which stored values are wrong, each with a sentence: they count where no exchange
    shows a symptom.
    """
    timeline = Timeline(sorted(exchanges, key=lambda each: each.number))
    symptoms = [
        *_of_faults(timeline, expected_faults),
        *_of_breaches(timeline, breaches),
        *_of_errors(timeline, unhandled),
        *_of_silence(timeline),
        *(differences(timeline, baseline) if baseline else _of_failures(timeline)),
    ]
    symptoms = symptoms or [
        Symptom(timeline.end, Severity.VALUE, order, arrow, sentence, None)
        for order, (arrow, sentence) in enumerate(places)
    ]
    symptoms = symptoms or list(_suspicions(timeline, has_baseline=bool(baseline)))
    first = min(symptoms, default=None)
    return RootCause(first.arrow, first.reason, first.exchange) if first else None


def _of_faults(timeline: Timeline, expected: Collection[str] | None) -> Iterator[Symptom]:
    for exchange in timeline.exchanges:
        unexpected = [name for name in exchange.faults if expected is not None and name not in expected]
        if unexpected:
            names = ", ".join(unexpected)
            reason = f"{operation_of(exchange)} met a fault that the scenario did not inject: {names}"
            yield Symptom.of(exchange, exchange.started, Severity.FAULT, reason)


def _of_breaches(timeline: Timeline, breaches: Iterable[ContractBreach | TrafficBreach]) -> Iterator[Symptom]:
    for breach in breaches:
        exchange = None if breach.exchange is None else timeline.numbered(breach.exchange)
        reason = breach.sentence.removeprefix(f"{breach.arrow}: ")
        if exchange:
            at = exchange.started if breach.where == "request" else timeline.end_of(exchange)
            yield Symptom.of(exchange, at, Severity.CONTRACT, reason)
        elif breach.exchange is None:
            yield Symptom(timeline.end, Severity.CONTRACT, 0, breach.arrow, reason, None)


def _of_errors(timeline: Timeline, errors: Iterable[UnhandledError]) -> Iterator[Symptom]:
    for error in errors:
        reason = f"{error.part} failed with an error it does not handle: {error.error}"
        exchange = timeline.served_by(error.part, error.at, error.trace)
        if exchange:
            yield Symptom.of(exchange, timeline.end_of(exchange), Severity.ERROR, reason)
        else:
            at = timeline.end if error.at is None else error.at
            yield Symptom(at, Severity.ERROR, 0, f"inside {error.part}", reason, None)


def _of_silence(timeline: Timeline) -> Iterator[Symptom]:
    """Calls without an answer, except those with a fault below, which may be the reason."""
    for exchange in timeline.without_faults:
        if exchange.ended is None:
            reason = f"{operation_of(exchange)} was never answered"
            # An inner call without an answer delays the outer ones, so the one that began last counts.
            yield Symptom.of(exchange, timeline.end, Severity.SILENCE, reason)
        elif exchange.answer is None and not timeline.has_fault_below(exchange):
            reason = f"{operation_of(exchange)} got no answer: {exchange.outcome}"
            yield Symptom.of(exchange, exchange.ended, Severity.SILENCE, reason)


def _of_failures(timeline: Timeline) -> Iterator[Symptom]:
    """Without a green run, answers with a 5xx status, except those with a fault below."""
    for exchange in timeline.without_faults:
        if status_of(exchange).startswith("5") and not timeline.has_fault_below(exchange):
            reason = f"{operation_of(exchange)} answered {timeline.answer_of(exchange)}"
            yield Symptom.of(exchange, timeline.end_of(exchange), Severity.STATUS, reason)


def _suspicions(timeline: Timeline, *, has_baseline: bool) -> Iterator[Symptom]:
    """Possible causes where there is no symptom: a fault, or a refusal that no green run explains."""
    for exchange in timeline.exchanges:
        if exchange.faults:
            names = ", ".join(exchange.faults)
            reason = f"no other symptom; the fault “{names}” was injected into {operation_of(exchange)}"
            yield Symptom.of(exchange, timeline.end, Severity.SUSPICION, reason)
        elif not has_baseline and exchange.caller not in PEOPLE and status_of(exchange).startswith("4"):
            reason = f"{operation_of(exchange)} was refused: {timeline.answer_of(exchange)}"
            yield Symptom.of(exchange, timeline.end_of(exchange), Severity.SUSPICION, reason)
