"""Symptoms that are part of another one, although they come before it.

A service that refuses a request first undoes what it has done for it: the release of the copies begins before
the refusal ends, and is no cause of it; nor is what the others do in turn, later and of themselves. A surplus
call that was refused itself may well be the cause.

A request that is accepted in place of a refusal is wrong from its beginning on: the calls that follow from it
come after it. But where the first thing that goes wrong inside is a wrong request or answer, and no call too
many, the acceptance follows from that. So it does from an answer that repeats an earlier one where green runs
have another: a quote with its discount, in place of one without it.

A caller that leaves a call out may make one instead that no green run has: so the missing call comes first.

A service that has caused something wrong in a call of its own answers wrongly after that: where the audit
names that call, it precedes the answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from environment.evidence.diagnosis.missing_calls import is_made_later
from environment.evidence.diagnosis.symptoms import UNDATED, Severity, Symptom
from environment.evidence.diagnosis.timeline import Timeline
from environment.evidence.recording.exchange import PEOPLE, Exchange
from environment.evidence.recording.operation import is_read, is_read_operation, status_of
from environment.topology import topology

_OF_ANSWERS = frozenset({Severity.STATUS, Severity.ERROR})
_OF_COMPARISON = frozenset({Severity.STATUS, Severity.VALUE, Severity.ORDER, Severity.SURPLUS})
_OF_ABSENCE = frozenset({Severity.MISSING, Severity.SKIPPED})
_INSIDE = "inside "
_LAST = 1_000_000  # after each row that is wrong
_SLACK = 0.1  # seconds: an answer may be recorded a little later than its caller has it
_OF_REQUESTS = frozenset({Severity.VALUE, Severity.SURPLUS})
_OF_LOOKS = frozenset({Severity.STATUS, Severity.VALUE, Severity.SURPLUS})
_OF_EXCHANGES = _OF_ANSWERS | {Severity.CONTRACT, Severity.VALUE}


def without_consequences(timeline: Timeline, found: Sequence[Symptom]) -> Iterator[Symptom]:
    """The symptoms; a surplus call that belongs to a refusal has the time of the refusal, and less weight."""
    symptoms = [*_with_answers_that_explain(timeline, found)]
    refused = {
        each.exchange.number: each
        for each in symptoms
        if each.exchange and each.severity in _OF_ANSWERS and _is_refusal(each.exchange)
    }
    undoing = {
        each.exchange.number
        for each in symptoms
        if each.exchange and each.severity is Severity.SURPLUS and not _is_refusal(each.exchange)
    }
    asked_to_undo: dict[str, Symptom] = {}
    for each in sorted(symptoms):
        surplus = each.exchange if each.severity is Severity.SURPLUS else None
        refusal = _refusal_around(timeline, surplus, refused, undoing)
        if each.exchange and each.severity in _OF_REQUESTS:
            refusal = refusal or asked_to_undo.get(each.exchange.caller)
        if refusal:
            if surplus:
                asked_to_undo.setdefault(surplus.callee, refusal)
            yield replace(each, at=max(each.at, refusal.at))
        elif each.exchange and _is_acceptance(each) and _follows_from_inside(timeline, each, symptoms):
            yield replace(each, at=timeline.end_of(each.exchange))
        else:
            yield each


def _with_answers_that_explain(timeline: Timeline, symptoms: Sequence[Symptom]) -> Iterator[Symptom]:
    """The symptoms; an answer that repeats another one counts where an acceptance follows from it."""
    explaining: set[int] = set()
    repeated = [each.exchange for each in symptoms if each.exchange and each.severity is Severity.REPEATED]
    for outer in filter(_is_acceptance, symptoms) if repeated else ():
        inside = [
            each for each in _inside(timeline, outer, symptoms) if each.severity is not Severity.REPEATED
        ]
        first = min(inside, default=None)
        until = timeline.end if first is None else first.at
        if first is None or first.severity not in _OF_EXCHANGES:
            below = {each.number for each in timeline.below(outer.exchange)} if outer.exchange else set()
            explaining |= {
                each.number for each in repeated if each.number in below and timeline.end_of(each) <= until
            }
    for each in symptoms:
        if each.severity is not Severity.REPEATED:
            yield each
        elif each.exchange and each.exchange.number in explaining:
            yield replace(each, at=timeline.end_of(each.exchange), severity=Severity.VALUE)


def _is_acceptance(symptom: Symptom) -> bool:
    """Whether it is an answer that is dated to the beginning of its call."""
    exchange = symptom.exchange
    return symptom.severity is Severity.STATUS and exchange is not None and symptom.at == exchange.started


def _follows_from_inside(timeline: Timeline, outer: Symptom, symptoms: Sequence[Symptom]) -> bool:
    """Whether a call for it had a wrong request or answer before any call was too many."""
    inside = _inside(timeline, outer, symptoms)
    return bool(inside) and min(inside).severity in _OF_EXCHANGES


def _inside(timeline: Timeline, outer: Symptom, symptoms: Sequence[Symptom]) -> list[Symptom]:
    below = {each.number for each in timeline.below(outer.exchange)} if outer.exchange else set()
    return [each for each in symptoms if each.exchange and each.exchange.number in below]


def behind_the_statement(
    symptoms: Sequence[Symptom], stated: str, *, is_of_own_requests: bool
) -> Iterator[Symptom]:
    """The symptoms of a step that names its arrow itself: it has seen a wrong answer to its own request.

    What was done in consequence are calls too many, and messages that nobody waits for; where the scenario
    has made requests itself, also what their callee has asked others for, what it has told of itself since,
    and the errors in it, for its requests are not among the recorded ones. They count after it. A step that
    names a database has compared what is stored there after two requests at once: then each difference from
    a green run is a consequence.
    """
    asked = stated.partition(" -> ")[2] if is_of_own_requests else None
    point = topology().points.get(stated)
    is_stored = point is not None and topology().is_database(point)
    requests = {number for each in symptoms if (number := _request_of(asked, each)) is not None}
    for each in symptoms:
        follows = each.severity in _OF_COMPARISON and (
            is_stored
            or each.severity is Severity.SURPLUS
            or is_made_later(each.arrow, each.exchange.summary if each.exchange else "")
            or (asked is not None and _was_led_by(asked, each, requests))
        )
        failed = asked is not None and each.severity is Severity.ERROR and each.arrow == f"{_INSIDE}{asked}"
        yield replace(each, at=UNDATED, severity=Severity.MISSING) if follows or failed else each


def _request_of(asked: str | None, symptom: Symptom) -> int | None:
    """The number of its exchange, where it is a wrong request of the part that was asked."""
    exchange = symptom.exchange
    of_request = exchange is not None and exchange.caller == asked and symptom.at == exchange.started
    return exchange.number if exchange and of_request else None


def _was_led_by(asked: str, symptom: Symptom, requests: Collection[int]) -> bool:
    """Whether it is a request of the part that was asked, or a value in its answer or the one to that."""
    exchange = symptom.exchange
    if exchange is None:
        return False
    is_of_part = exchange.callee == asked or exchange.number in requests
    return _request_of(asked, symptom) is not None or (is_of_part and symptom.severity is Severity.VALUE)


def behind_the_step(symptoms: Iterable[Symptom], ended: float) -> Iterator[Symptom]:
    """The symptoms; what differs after the red step has `ended` has not made it red.

    Faults are taken back then, and what they had kept is let go.
    """
    for each in symptoms:
        is_later = each.severity in _OF_COMPARISON and each.at > ended + _SLACK
        yield replace(each, at=UNDATED, severity=Severity.MISSING) if is_later else each


def behind_missing_calls(
    timeline: Timeline, symptoms: Iterable[Symptom], looks: Collection[Exchange]
) -> Iterator[Symptom]:
    """The symptoms; what a step was shown in vain for seconds counts after what was not called or not stored.

    All that was under way when it began to look has ended: the answers follow from what is missing. So does
    what a service has answered to a message, where it has not made a call itself.
    """
    found = [*symptoms]
    shown = {each.number for look in looks for each in (look, *timeline.below(look))}
    idle = {each.arrow.partition(" -> ")[0] for each in found if each.severity in _OF_ABSENCE}
    for each in found:
        is_shown = each.severity in _OF_LOOKS and each.exchange and each.exchange.number in shown
        is_shown = is_shown or _answers_a_message(timeline, each, of=idle)
        yield replace(each, at=UNDATED, severity=Severity.STORED, order=_LAST) if is_shown else each


def _answers_a_message(timeline: Timeline, symptom: Symptom, of: Collection[str]) -> bool:
    """Whether it is a value in what one `of` these services has answered to a call that nobody waits for."""
    exchange = symptom.exchange
    if exchange is None or symptom.severity is not Severity.VALUE or exchange.callee not in of:
        return False
    return is_made_later(exchange.edge, exchange.summary) and symptom.at == timeline.end_of(exchange)


def behind_the_race(timeline: Timeline, symptoms: Iterable[Symptom]) -> Iterator[Symptom]:
    """The symptoms; a value after two requests of people at once may only tell which of them came first."""
    began = _race_began(timeline)
    for each in symptoms:
        is_of_race = each.severity is Severity.VALUE and each.exchange and each.exchange.started >= began
        yield replace(each, at=UNDATED, severity=Severity.SUSPICION) if is_of_race else each


def _race_began(timeline: Timeline) -> float:
    """When the first request of people began that changes something while another one does; else UNDATED."""
    under_way: dict[str, Exchange] = {}
    for each in timeline.exchanges:
        if each.caller in PEOPLE and not is_read(each):
            earlier = under_way.get(each.callee)
            if earlier and each.started < timeline.end_of(earlier):
                return earlier.started
            under_way[each.callee] = each
    return UNDATED


def behind_what_was_planned(symptoms: Iterable[Symptom]) -> Iterator[Symptom]:
    """The symptoms where a planned fault or kill has not come: what is read again after it is not read."""
    for each in symptoms:
        is_of_recovery = each.severity in _OF_ABSENCE and is_read_operation(each.reason)  # it begins with it
        yield replace(each, at=UNDATED, severity=Severity.MISSING) if is_of_recovery else each


def behind_what_is_inside(symptoms: Sequence[Symptom], found_at: Collection[str]) -> Iterator[Symptom]:
    """The symptoms where checks alone are red, at these arrows; no call has led to what a service did alone.

    That is what is found inside of it, as in its log. What it does in its database may follow from a call.
    """
    is_alone = all(arrow.startswith(_INSIDE) for arrow in found_at)
    for each in symptoms:
        is_difference = is_alone and each.severity in _OF_COMPARISON
        yield replace(each, at=UNDATED, severity=Severity.MISSING) if is_difference else each


def with_rows(timeline: Timeline, symptoms: Sequence[Symptom], rows: Sequence[Symptom]) -> Iterator[Symptom]:
    """The symptoms, and the rows that are wrong.

    One that is certain to stem from a call by a service has the time of the first wrong value in its answers.
    """
    answers: dict[str, Symptom] = {}
    for each in sorted(symptoms):
        if each.exchange and each.severity is Severity.VALUE and each.at == timeline.end_of(each.exchange):
            answers.setdefault(each.exchange.callee, each)
    yield from symptoms
    for row in rows:
        answer = answers.get(row.arrow.partition(" -> ")[0]) if row.severity is Severity.STATED else None
        yield replace(row, at=answer.at, severity=Severity.STATUS) if answer else row


def with_skipped_calls(timeline: Timeline, symptoms: Sequence[Symptom]) -> Iterator[Symptom]:
    """The symptoms; a missing call has the time at which its caller went on with surplus calls to the end.

    Not where the first of these calls was refused, or undid something for a refusal, and not for a call that
    is made later, of itself: which ones these are follows from what was done.
    """
    surplus = {
        each.exchange.number: each for each in symptoms if each.exchange and each.severity is Severity.SURPLUS
    }
    instead = _calls_to_the_end(timeline, surplus)
    for each in symptoms:
        left_out = each.severity in _OF_ABSENCE and not is_made_later(each.arrow)
        call = instead.get(each.arrow.partition(" -> ")[0]) if left_out else None
        if call and call.started < each.at:
            yield replace(each, at=call.started, severity=Severity.SKIPPED)
        else:
            yield each


def _calls_to_the_end(timeline: Timeline, surplus: Mapping[int, Symptom]) -> dict[str, Exchange]:
    """By caller the first of the surplus calls that nothing but such calls follow."""
    first: dict[str, Exchange | None] = {}
    for each in sorted(timeline.exchanges, key=lambda made: made.started):
        if each.protocol.startswith("http") and not each.summary.startswith("GET "):
            known = surplus.get(each.number)
            ends = known is not None and known.at == each.started and not _is_refusal(each)
            first[each.caller] = (first.get(each.caller) or each) if ends else None
    return {caller: each for caller, each in first.items() if each}


def _refusal_around(
    timeline: Timeline, exchange: Exchange | None, refused: Mapping[int, Symptom], undoing: Collection[int]
) -> Symptom | None:
    """The refusal as part of which a surplus call was made, for it or for another surplus call."""
    while exchange is not None and exchange.number in undoing:
        exchange = timeline.served_for(exchange)
        if exchange is not None and exchange.number in refused:
            return refused[exchange.number]
    return None


def _is_refusal(exchange: Exchange) -> bool:
    return not status_of(exchange).startswith(("2", "3"))
