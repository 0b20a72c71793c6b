"""Symptoms found by comparison with green runs: statuses, values, and the number and order of calls."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from environment.evidence.baseline.call_profile import (
    ANSWER,
    ANY_TEXT,
    REQUEST,
    OperationKey,
    counted_exchanges,
    values_of,
)
from environment.evidence.baseline.number_range import Range
from environment.evidence.baseline.occurrences import Value
from environment.evidence.baseline.scenario_baseline import OperationBaseline, ScenarioBaseline
from environment.evidence.diagnosis.call_order import calls_out_of_order, is_background
from environment.evidence.diagnosis.missing_calls import how_often, is_of_people, is_read, missing_calls
from environment.evidence.diagnosis.missing_values import missing_values, repeated_answers
from environment.evidence.diagnosis.symptoms import UNDATED, Severity, Symptom
from environment.evidence.diagnosis.timeline import Timeline
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import (
    is_read_operation,
    is_success,
    operation_of,
    status_of,
)
from environment.topology import topology
from steps.vocabulary.in_words import in_words

_NOT_AUTHENTICATED = "401"
_OF_STRANGERS = frozenset({_NOT_AUTHENTICATED, "403"})
_COUNTED = 4  # numbers
Allowance = Callable[[OperationKey], int]
"""How many calls more than in the baseline an operation may have: timers make them."""


def no_allowance(_: OperationKey) -> int:
    """Every surplus call is a symptom."""
    return 0


def differences(
    timeline: Timeline, green: ScenarioBaseline, allowance: Allowance = no_allowance
) -> Iterator[Symptom]:
    """What no green run had: statuses, values, an order of calls, and calls too many or too few."""
    calls: dict[OperationKey, list[Exchange]] = {}
    counted: dict[OperationKey, list[Exchange]] = {}
    for key, exchange, counts in counted_exchanges(timeline.exchanges):
        calls.setdefault(key, []).append(exchange)
        if counts:
            counted.setdefault(key, []).append(exchange)
    known = {each.key: each for each in green.operations}
    for key, exchanges in calls.items():
        usual = known[key].calls if key in known else Range(0, 0)
        if key in known:
            yield from _of_operation(timeline, exchanges, counted.get(key, []), known[key])
        spare = allowance(key) if usual.high else 0  # a timer repeats a call, and makes none of a new kind
        # How often a call that meets a fault is tried again depends on the time that is left.
        unhurt = [each for each in counted.get(key, []) if not each.faults]
        is_of_the_suite = is_of_people(key) or exchanges[0].caller in green.driven
        if not is_of_the_suite and len(unhurt) > usual.high + spare:
            yield from _surplus(timeline, unhurt, key, usual.high)
    yield from calls_out_of_order(calls, green)
    yield from missing_calls(timeline, calls, green)


def _of_operation(
    timeline: Timeline, exchanges: Sequence[Exchange], counted: Sequence[Exchange], known: OperationBaseline
) -> Iterator[Symptom]:
    if is_of_people(known.key) and is_read(known.key):
        exchanges = exchanges[-1:]  # a step repeats its look until it has seen enough, or gives up
    for exchange in exchanges:
        yield from _of_exchange(timeline, exchange, known)
    yield from _admitted(counted, known)
    if not is_read(known.key) and len(counted) <= known.calls.high:
        yield from _frequent_statuses(timeline, counted, known)
        yield from missing_values(counted, known, lambda each, name: _compared_at(timeline, each, name))
        yield from repeated_answers(counted, known)


def unusual_statuses(timeline: Timeline, without_pages: ScenarioBaseline) -> Iterator[Symptom]:
    """Of a run through pages: statuses between services that no green run without pages had.

    Pages read more and in another order, and send what is typed: calls and values are not compared.
    """
    known = {each.key: each for each in without_pages.operations}
    for key, exchange, _ in counted_exchanges(timeline.exchanges):
        if exchange.caller in topology().services and key in known and not exchange.faults:
            yield from _of_status(timeline, exchange, known[key])


def _of_status(timeline: Timeline, exchange: Exchange, known: OperationBaseline) -> Iterator[Symptom]:
    if exchange.ended is None or status_of(exchange) in known.statuses:
        return
    answer = timeline.answer_of(exchange)
    reason = f"{known.operation} answered {answer}, in the baseline {' or '.join(known.statuses)}"
    refused = not any(map(is_success, known.statuses))
    began = refused and is_success(status_of(exchange))
    at = exchange.started if began else timeline.end_of(exchange)
    # Who may do something is decided before anything is asked elsewhere: nothing inside has led to that.
    is_admitted = began and known.statuses.keys() <= _OF_STRANGERS
    yield Symptom.of(exchange, at, Severity.ADMITTED if is_admitted else Severity.STATUS, reason)


def _of_exchange(timeline: Timeline, exchange: Exchange, known: OperationBaseline) -> Iterator[Symptom]:
    yield from _of_status(timeline, exchange, known)
    status_is_new = status_of(exchange) not in known.statuses
    seen = dict(values_of(exchange))
    for name, usual in known.values.items():
        if status_is_new and name.startswith(ANSWER):
            continue  # another kind of answer has other fields
        if is_read(known.key) and name.startswith(ANSWER) and _is_count(usual):
            continue
        if (at := _compared_at(timeline, exchange, name)) is None:
            continue
        if (wrong := _wrong_value(seen.get(name), usual, is_optional=name in known.optional)) is not None:
            yield Symptom.of(exchange, at, Severity.VALUE, f"{known.operation}: {name} {wrong}")


def _compared_at(timeline: Timeline, exchange: Exchange, name: str) -> float | None:
    """The time of a value; None for what the gateway asks, or shows: it reports what it was asked for."""
    if name.startswith(REQUEST):
        return exchange.started if exchange.caller in topology().services else None
    is_shown = exchange.callee in topology().doubles and is_read_operation(operation_of(exchange))
    return None if is_shown else timeline.end_of(exchange)


def _is_count(usual: Sequence[Value]) -> bool:
    """Whether looks have shown so many numbers that another one is as likely: copies become fewer."""
    return len(usual) >= _COUNTED and not any(isinstance(each, str | bool) for each in usual)


def _wrong_value(seen: Value | None, usual: Sequence[Value], *, is_optional: bool) -> str | None:
    """What is wrong with a value; None where a green run had it."""
    listed = " or ".join("any text" if each == ANY_TEXT else in_words(each) for each in usual)
    if seen is None:
        return None if is_optional else f"is missing, in the baseline it is {listed}"
    if seen in usual or (ANY_TEXT in usual and isinstance(seen, str)):
        return None
    return f"is {in_words(seen)}, in the baseline {listed}"


def _admitted(counted: Sequence[Exchange], known: OperationBaseline) -> Iterator[Symptom]:
    """A call of a sender without valid credentials that was not refused at once, whatever came of it.

    The callee asks nobody before it refuses such a call: what it asks others now follows from the admission.
    """
    left, instead = {status: often.high for status, often in known.statuses.items()}, None
    for exchange in counted:
        status = status_of(exchange)
        left[status] = left.get(status, 0) - 1
        instead = exchange if left[status] < 0 else instead
    refused = known.statuses.get(_NOT_AUTHENTICATED, Range(0, 0))
    is_admitted = refused.high - left.get(_NOT_AUTHENTICATED, 0) < refused.low
    if instead and is_admitted and len(counted) >= known.calls.low:
        reason = f"{known.operation} answered {status_of(instead)}, in the baseline {_NOT_AUTHENTICATED}"
        yield Symptom.of(instead, instead.started, Severity.ADMITTED, reason)


def _frequent_statuses(
    timeline: Timeline, counted: Sequence[Exchange], known: OperationBaseline
) -> Iterator[Symptom]:
    """A status that came more often than in any green run, in place of another one."""
    numbers = Counter(map(status_of, counted))
    for status, usual in known.statuses.items():
        if (number := numbers[status]) > usual.high:
            first = [each for each in counted if status_of(each) == status][usual.high]
            listed = ", ".join(f"{often}x {name}" for name, often in known.statuses.items())
            reason = f"{known.operation} answered {status} {how_often(number)}, in the baseline {listed}"
            in_place = [name for name, often in known.statuses.items() if numbers[name] < often.low]
            accepted = is_success(status) and in_place and not any(map(is_success, in_place))
            at = first.started if accepted else timeline.end_of(first)
            yield Symptom.of(first, at, Severity.STATUS, reason)


def _surplus(
    timeline: Timeline, counted: Sequence[Exchange], key: OperationKey, usual: int
) -> Iterator[Symptom]:
    """A caller that waits reads again: so of reads only a new one is a symptom, and after all else.

    Not one that nobody had asked for: a timer makes it, sooner or later than in green runs.
    """
    first, count = counted[usual], len(counted)
    reason = f"{key[1]} was called {how_often(count)}, in the baseline {how_often(usual)}"
    if count == 1:
        reason = f"{key[1]} was called, in the baseline it was not"
    if not is_read(key):
        yield Symptom.of(first, first.started, Severity.SURPLUS, reason)
    elif usual == 0 and not is_background(first) and timeline.served_for(first):
        yield Symptom.of(first, UNDATED, Severity.MISSING, reason)
