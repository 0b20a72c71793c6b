"""Symptoms that no baseline is needed for: faults, breaches, errors, silence, and failures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from environment.evidence.baseline.call_profile import OperationKey
from environment.evidence.contract.check import ContractBreach
from environment.evidence.diagnosis.symptoms import UNDATED, Severity, Symptom
from environment.evidence.diagnosis.timeline import Timeline
from environment.evidence.diagnosis.unhandled_errors import UnhandledError
from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.graphql import graphql_error
from environment.evidence.recording.operation import is_failure, is_refusal, operation_of, status_of
from environment.evidence.traffic.breach import TrafficBreach

_TRY_AGAIN = "503"
Statuses = Mapping[OperationKey, Collection[str]]


def of_faults(timeline: Timeline, expected: Collection[str] | None) -> Iterator[Symptom]:
    """Faults that the scenario did not inject; without a list of those, none."""
    for exchange in timeline.exchanges:
        unexpected = [name for name in exchange.faults if expected is not None and name not in expected]
        if unexpected:
            names = ", ".join(unexpected)
            reason = f"{operation_of(exchange)} met a fault that the scenario did not inject: {names}"
            yield Symptom.of(exchange, exchange.started, Severity.FAULT, reason)


def of_breaches(timeline: Timeline, breaches: Iterable[ContractBreach | TrafficBreach]) -> Iterator[Symptom]:
    """Breaches of contracts and of the checks of the traffic."""
    for order, breach in enumerate(breaches):
        exchange = None if breach.exchange is None else timeline.numbered(breach.exchange)
        reason = breach.sentence.removeprefix(f"{breach.arrow}: ")
        if exchange:
            at = exchange.started if breach.where == "request" else timeline.end_of(exchange)
            yield Symptom.of(exchange, at, Severity.CONTRACT, reason)
        elif breach.exchange is None:
            yield Symptom.undated(Severity.FOUND, order, breach.arrow, reason)


def of_errors(timeline: Timeline, errors: Iterable[UnhandledError]) -> Iterator[Symptom]:
    """Errors in the logs of services, at the call that the service worked on; those of workers inside it."""
    for order, error in enumerate(errors):
        reason = f"{error.part} failed with an error it does not handle: {error.error}"
        at_call = not error.of_worker
        exchange = timeline.served_by(error.part, error.at, error.trace) if at_call else None
        if exchange:
            yield Symptom.of(exchange, timeline.end_of(exchange), Severity.ERROR, reason)
        elif error.at is None:
            yield Symptom.undated(Severity.ERROR, order, f"inside {error.part}", reason)
        else:
            yield Symptom(error.at, Severity.ERROR, 0, f"inside {error.part}", reason, None)


def of_silence(timeline: Timeline, silent: Collection[OperationKey] = ()) -> Iterator[Symptom]:
    """Calls without an answer, except those with a fault below, which may be the reason.

    `silent` has the operations that have no answer in green runs either: a scenario may plan that.

    A call that its caller gave up waits for an inner one: those that were not answered either at that time
    have the same time, so that the innermost counts.
    """
    for exchange in timeline.without_faults:
        if (exchange.edge, operation_of(exchange)) in silent:
            continue
        if exchange.ended is None:
            reason = f"{operation_of(exchange)} was never answered"
            yield Symptom.of(exchange, timeline.end, Severity.SILENCE, reason)
        elif exchange.answer is None and not timeline.has_fault_below(exchange):
            reason = f"{operation_of(exchange)} got no answer: {exchange.outcome}"
            yield Symptom.of(exchange, exchange.ended, Severity.SILENCE, reason)
            yield from _of_waiting_below(timeline, exchange, exchange.ended)


def _of_waiting_below(timeline: Timeline, given_up: Exchange, at: float) -> Iterator[Symptom]:
    for inner in timeline.below(given_up):
        is_open = inner.ended is None or inner.ended > at
        if is_open and not inner.faults and inner.protocol != "postgres":
            reason = f"{operation_of(inner)} had no answer yet when {given_up.edge} was given up"
            yield Symptom.of(inner, at, Severity.SILENCE, reason)


def of_failures(timeline: Timeline, usual: Statuses) -> Iterator[Symptom]:
    """Without a green run, answers that say that the callee failed, except those with a fault below.

    What a person was answered only shows that something failed: it counts after all that says what.
    `usual` are the statuses of operations that are known otherwise, and no symptom.
    """
    for exchange in _unusual(timeline, usual):
        if is_failure(status_of(exchange)) and not timeline.has_fault_below(exchange):
            reason = f"{operation_of(exchange)} answered {timeline.answer_of(exchange)}"
            is_outcome = exchange.caller in PEOPLE and status_of(exchange) == _TRY_AGAIN
            at, severity = timeline.end_of(exchange), Severity.STATUS
            if is_outcome:
                at, severity = UNDATED, Severity.SUSPICION
            yield Symptom.of(exchange, at, severity, reason)


def of_refusals(timeline: Timeline, usual: Statuses) -> Iterator[Symptom]:
    """Without a green run, refusals between services: a possible cause where there is no symptom.

    After them, errors inside the answers of GraphQL to people: a shop of one program has no calls inside.
    """
    for exchange in _unusual(timeline, usual):
        is_of_people = exchange.caller in PEOPLE
        if is_refusal(status_of(exchange)) and not (is_of_people and graphql_error(exchange.answer) is None):
            reason = f"{operation_of(exchange)} was refused: {timeline.answer_of(exchange)}"
            at = UNDATED if is_of_people else timeline.end_of(exchange)
            yield Symptom.of(exchange, at, Severity.SUSPICION, reason)


def _unusual(timeline: Timeline, usual: Statuses) -> Iterator[Exchange]:
    for each in timeline.without_faults:
        if status_of(each) not in usual.get((each.edge, operation_of(each)), ()):
            yield each
