"""Calls that every green run of the scenario made, and this run did not.

Most calls of a red scenario are missing because it went wrong before: a refusal ends a checkout, and a red
step ends the scenario. So a missing call has a time only where its caller went on without it: the time at
which the caller made the call that follows in the baseline, or had done all that it did before it answered as
always.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from environment.evidence.baseline.call_profile import OperationKey, counted_exchanges
from environment.evidence.baseline.scenario_baseline import OperationBaseline, ScenarioBaseline
from environment.evidence.diagnosis.symptoms import UNDATED, Severity, Symptom
from environment.evidence.diagnosis.timeline import Timeline
from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.operation import (
    END_OF_DATA,
    is_read_operation,
    is_success,
    status_of,
)
from environment.topology import topology

_MOST_PLACES = 1000  # more than a baseline has operations
_LONGEST_PAUSE = 5.0  # seconds: no service waits longer until it asks again
Calls = Mapping[OperationKey, Sequence[Exchange]]


@dataclass(frozen=True)
class AbsentCall:
    """An operation that was called less often than in every green run.

    at: where its call belongs in the course of the scenario, in Unix seconds.
    """

    at: float
    arrow: str
    operation: str
    called: int
    expected: int

    @property
    def name(self) -> str:
        """The operation; of a mail the one that people know, and not the last command of its handover."""
        return "the mail" if self.operation == END_OF_DATA else self.operation

    @property
    def sentence(self) -> str:
        """What a report says of it."""
        verb = "sent" if self.operation == END_OF_DATA else "called"
        if not self.called:
            return f"{self.name} was not {verb}, in the baseline it was"
        called, expected = how_often(self.called), how_often(self.expected)
        return f"{self.name} was {verb} {called}, in the baseline {expected}"


def missing_calls(timeline: Timeline, calls: Calls, baseline: ScenarioBaseline) -> Iterator[Symptom]:
    """A symptom for each operation that services called less often, in the order of the baseline.

    `calls` has the exchanges of each operation in the order in which they began.
    """
    missing = list(_missing(timeline, calls, baseline))
    not_asked = {_ends(baseline.operations[place])[1] for place, at in missing if at == UNDATED}
    for place, at in missing:
        known = baseline.operations[place]
        found = calls.get(known.key, ())
        absent = AbsentCall(at, known.arrow, known.operation, len(found), known.calls.low)
        last = found[-1] if found else None
        severity = Severity.SKIPPED if at < UNDATED else _undated(known)
        yield Symptom(at, severity, place + _later(known, not_asked), known.arrow, absent.sentence, last)


def absent_calls(exchanges: Iterable[Exchange], baseline: ScenarioBaseline) -> Iterator[AbsentCall]:
    """The same operations for a drawing: each with a time, where need be that of its usual place."""
    timeline = Timeline(tuple(exchanges))
    calls: dict[OperationKey, list[Exchange]] = {}
    for key, exchange, _ in counted_exchanges(timeline.exchanges):
        calls.setdefault(key, []).append(exchange)
    absent: dict[OperationKey, float] = {}
    for place, at in _missing(timeline, calls, baseline):
        known = baseline.operations[place]
        when = _usual_time(place, baseline.operations, calls, absent) if at == UNDATED else at
        absent[known.key] = when
        called = len(calls.get(known.key, ()))
        yield AbsentCall(when, known.arrow, known.operation, called, known.calls.low)


def _missing(timeline: Timeline, calls: Calls, baseline: ScenarioBaseline) -> Iterator[tuple[int, float]]:
    """The places of the operations that were called too seldom, and when their callers went on without."""
    order, cut_at = baseline.operations, _ends_at(calls, baseline)
    refusing = _refusing_messages(calls, order)
    for place, known in enumerate(order):
        found = calls.get(known.key, ())
        if len(found) >= _demanded(known):
            continue
        at = _passed_at(len(found), known, order[place + 1 :], calls)
        if at == UNDATED and not found and _ends(known)[0] not in refusing:
            at = _answered_at(timeline, _asked_for(known, order[:place]), calls)
        if at == UNDATED and found:
            at = _given_up_at(timeline, found[-1], known)
        if at == UNDATED and place > cut_at and not _goes_on(order[place + 1 :], calls):
            continue  # the scenario ended before it came to this call
        if at == UNDATED and found and cut_at < len(order):
            continue  # it ended before it came to this call once more
        yield place, at


def _usual_time(
    place: int, order: Sequence[OperationBaseline], calls: Calls, absent: Mapping[OperationKey, float]
) -> float:
    """After the calls of its own that were made, else after the call before it in the baseline.

    Where the callee of that call makes this one, it belongs inside of it; one that is absent has no inside.
    """
    if own := calls.get(order[place].key):
        return own[-1].ended or own[-1].started
    caller = order[place].arrow.partition(" -> ")[0]
    for earlier in reversed(order[:place]):
        is_inside = earlier.arrow.endswith(f" -> {caller}")
        if earlier.key in absent and is_inside:
            return absent[earlier.key]
        if found := calls.get(earlier.key):
            ended = found[0].ended
            return found[0].started if is_inside or ended is None else ended
    return 0.0


def how_often(number: int) -> str:
    """A number of calls in words."""
    return {0: "not at all", 1: "once", 2: "twice"}.get(number, f"{number} times")


def is_of_people(key: OperationKey) -> bool:
    """Whether a person makes these calls: the steps of the scenario decide how many."""
    return key[0].partition(" -> ")[0] in PEOPLE


def is_read(key: OperationKey) -> bool:
    """Whether these calls only read."""
    return is_read_operation(key[1])


def _undated(known: OperationBaseline) -> Severity:
    """What it proves that a call is missing, where nothing tells since when: a timer may read later."""
    return Severity.SUSPICION if is_read(known.key) else Severity.MISSING


def _later(known: OperationBaseline, not_asked: Collection[str]) -> int:
    """How much later a missing call counts: a part that was not asked itself does not ask others either.

    What another company's system sends follows from what it was asked for. A read changes nothing.
    """
    caller, _ = _ends(known)
    if caller not in topology().services:
        return 3 * _MOST_PLACES
    return 2 * _MOST_PLACES if caller in not_asked else _MOST_PLACES * is_read(known.key)


def _ends(known: OperationBaseline) -> tuple[str, str]:
    caller, _, callee = known.arrow.partition(" -> ")
    return caller, callee


def _demanded(known: OperationBaseline) -> int:
    """How many calls there must be; of a read, which a waiting caller repeats, one."""
    if is_of_people(known.key):
        return 0
    return min(known.calls.low, 1) if is_read(known.key) else known.calls.low


def _ends_at(calls: Calls, baseline: ScenarioBaseline) -> int:
    """The place of the first request of people that was made too seldom: a red step ended the scenario."""
    for place, known in enumerate(baseline.operations):
        if is_of_people(known.key) and len(calls.get(known.key, ())) < known.calls.low:
            return place
    return len(baseline.operations)


def _goes_on(later: Sequence[OperationBaseline], calls: Calls) -> bool:
    """Whether the scenario came further than this place."""
    return any(each.key in calls for each in later)


def _passed_at(
    made: int, known: OperationBaseline, later: Sequence[OperationBaseline], calls: Calls
) -> float:
    """When its caller made the next call instead of this one; UNDATED where it made none.

    The nth call of one operation follows the nth of another one only where both are called equally often.
    A look by a timer has no place among the calls: what it was to find may have come before it was due.
    """
    if is_read(known.key) and is_made_later(*known.key):
        return UNDATED
    caller = known.arrow.partition(" -> ")[0]
    for each in later:
        follows = each.arrow.partition(" -> ")[0] == caller and not is_read(each.key)
        if follows and each.calls.low == known.calls.low and len(found := calls.get(each.key, ())) > made:
            return found[made].started
    return UNDATED


def _refusing_messages(calls: Calls, order: Sequence[OperationBaseline]) -> set[str]:
    """Who has answered otherwise than always to a message: what it has not done may follow from that one."""
    return {
        _ends(each)[1]
        for each in order
        if is_made_later(*each.key)
        and any(status_of(made) not in each.statuses for made in calls.get(each.key, ()))
    }


def _asked_for(known: OperationBaseline, earlier: Sequence[OperationBaseline]) -> OperationBaseline | None:
    """The operation for which its caller makes this call each time, no act of a person in between.

    None where that only reads: what changes something beside it is done in the background.
    """
    caller, _ = _ends(known)
    if caller not in topology().services or is_made_later(*known.key):
        return None
    for each in reversed(earlier):
        if _ends(each)[1] == caller and not is_made_later(*each.key):
            only_reads = is_read(each.key) and not is_read(known.key)
            return each if each.calls.low <= known.calls.low and not only_reads else None
        if is_of_people(each.key):
            return None
    return None


def _answered_at(timeline: Timeline, asked: OperationBaseline | None, calls: Calls) -> float:
    """When the last call ended that was made for it, before it was answered as always; else UNDATED."""
    answered = calls.get(asked.key, ()) if asked else ()
    if asked is None or not answered:
        return UNDATED
    if not all(is_success(status_of(each)) and status_of(each) in asked.statuses for each in answered):
        return UNDATED
    first = answered[0]
    ends = (timeline.end_of(each) for each in timeline.below(first))  # background work may last longer
    return max((each for each in ends if each < timeline.end_of(first)), default=first.started)


def _given_up_at(timeline: Timeline, last: Exchange, known: OperationBaseline) -> float:
    """When a call failed that green runs repeat until it is answered; UNDATED where it may come yet.

    Whether the callee refused it or a fault kept it back: its caller has not asked again.
    """
    is_to_be_repeated = not is_success(status_of(last)) and any(map(is_success, known.statuses))
    ended = timeline.end_of(last)
    return ended if is_to_be_repeated and timeline.end - ended > _LONGEST_PAUSE else UNDATED


def is_made_later(arrow: str, operation: str = "") -> bool:
    """Whether nobody waits for the calls on this arrow, or for those of this operation: `PUT /flag`."""
    point = topology().points.get(arrow)
    if point is None:
        return False
    method, _, target = operation.partition(" ")
    return (point.operation_of(method, target) or point).asynchronous
