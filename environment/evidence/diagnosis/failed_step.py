"""The arrows that a failed step points to: the last resort where no exchange shows a symptom.

What a step compares was brought to it by its last look at the shop. Where a customer looked, that arrow
brought the wrong value to a person. Staff, the inbox and the ledger of the gateway only show what a part
has stored: guilty is then the arrow over which it was stored.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from environment.evidence.diagnosis.failures import Statuses
from environment.evidence.diagnosis.symptoms import Severity, Symptom
from environment.evidence.diagnosis.timeline import Timeline
from environment.evidence.recording.exchange import PEOPLE, STAFF, Exchange
from environment.evidence.recording.operation import is_refusal, is_success, operation_of, status_of
from environment.evidence.recording.spoken_for import integration_point_of
from environment.topology import topology

_LONG_WAIT = 3.0  # seconds


@dataclass(frozen=True)
class Look:
    """A look of a step at a part, past the recorder. `at` is in Unix seconds."""

    at: float
    part: str


@dataclass(frozen=True)
class FailedStep:
    """A step that failed.

    began, ended: when, in Unix seconds.
    looks: those of the scenario that are not among the recorded exchanges.
    arrow: the arrow that the step itself names as wrong.
    is_of_own_requests: whether that is of requests which the scenario has made itself, one after the other.
    follows_all_acts: whether it only looks, and nothing is done after it.
    is_of_rows: whether that is of rows in a database.
    was_not_refused: whether what was asked last had to be refused, and was accepted.
    """

    sentence: str
    began: float
    looks: Sequence[Look] = ()
    arrow: str | None = None
    ended: float = math.inf
    follows_all_acts: bool = False
    is_of_own_requests: bool = False
    is_of_rows: bool = False
    was_not_refused: bool = False


def looks_in_vain(step: FailedStep, timeline: Timeline) -> list[Exchange]:
    """What people asked in a step that has asked the same for seconds."""
    asked = [each for each in timeline.exchanges if each.caller in PEOPLE and each.started >= step.began]
    repeated = {_asked(each) for each in asked if each.started >= step.began + _LONG_WAIT}
    return [each for each in asked if _asked(each) in repeated]


def _asked(exchange: Exchange) -> tuple[str, str]:
    return exchange.edge, operation_of(exchange)


def stated_by(step: FailedStep) -> Iterator[Symptom]:
    """The arrow that the step names."""
    if step.arrow:
        reason = f"the step “{step.sentence}” found it wrong"
        severity = Severity.STORED if step.is_of_rows else Severity.STATED
        yield Symptom.undated(severity, -1, step.arrow, reason)


def acceptance_of(step: FailedStep, timeline: Timeline, usual: Statuses) -> Iterator[Symptom]:
    """The acceptance of what had to be refused: it is wrong from its beginning on.

    usual: the statuses of green runs. Where these refused no such request, it is another one that was wrong.
    """
    services, askers = topology().services, (*PEOPLE, *topology().fronts)
    asked = [
        each
        for each in timeline.exchanges
        if each.caller in askers and each.callee in services and each.started <= step.ended and _changes(each)
    ]
    if usual:
        asked = [each for each in asked if any(map(is_refusal, usual.get(_asked(each), ())))]
    last = max(asked, key=_time_of, default=None)
    if step.was_not_refused and last is not None and is_success(status_of(last)):
        reason = f"{operation_of(last)} answered {status_of(last)}, and had to be refused"
        yield Symptom.of(last, last.started, Severity.STATUS, reason)


def suspects_of(step: FailedStep, timeline: Timeline, *, has_baseline: bool) -> Iterator[Symptom]:
    """The arrows that brought the values of the step, the most likely first."""
    basis = "no call differs from the baseline" if has_baseline else "no call failed"
    looked, said = _last_look(step, timeline)
    if looked is None:
        return
    reason = f"{basis}; the step “{step.sentence}” failed, and {said}"
    exchange = looked if isinstance(looked, Exchange) else None
    part = looked.callee if isinstance(looked, Exchange) else looked.part
    at = exchange.started if exchange else looked.at if isinstance(looked, Look) else timeline.end
    fed = _fed_by(part, at, timeline)
    is_first = exchange is not None and (exchange.caller != STAFF or _changes(exchange))
    found: list[tuple[str, str, Exchange | None]] = []
    if exchange and is_first:
        found.append((integration_point_of(exchange), reason, exchange))
    if fed:
        by_service = (fed.edge, f"{reason}; {operation_of(fed)} was the last to change it", fed)
        found.insert(0 if _was_rewritten(part, fed, at, timeline) else len(found), by_service)
    if part in topology().services:
        found.append((f"inside {part}", reason, None))
    if exchange and not is_first:
        found.append((integration_point_of(exchange), reason, exchange))
    for order, (arrow, why, shown) in enumerate(found):
        yield Symptom(timeline.end, Severity.SUSPICION, order, arrow, why, shown)


def _last_look(step: FailedStep, timeline: Timeline) -> tuple[Exchange | Look | None, str]:
    """What the step asked last; a step that asked nothing compares the answer to the request before it."""
    of_people = [each for each in timeline.exchanges if each.caller in PEOPLE]
    asked = [each for each in of_people if not _is_part_of_page(each)] or of_people
    during: list[Exchange | Look] = [each for each in asked if each.started >= step.began]
    during += [each for each in step.looks if each.at >= step.began]
    last = max(during, key=_time_of, default=None)
    if isinstance(last, Look):
        return last, f"looked last at what {last.part} has"
    if last is not None:
        return last, f"asked last {last.callee} ({operation_of(last)})"
    before = max(asked, key=_time_of, default=None)
    return before, f"the last request before it was {operation_of(before)}" if before else ""


def _is_part_of_page(exchange: Exchange) -> bool:
    """Whether a browser fetched it from another company, as a file of its frame: it is no operation."""
    point = topology().points.get(exchange.edge)
    if point is None or exchange.callee not in topology().doubles:
        return False
    method, _, target = exchange.summary.partition(" ")
    return point.operation_of(method, target) is None


def _time_of(look: Exchange | Look) -> float:
    return look.at if isinstance(look, Look) else look.started


def _fed_by(part: str, until: float, timeline: Timeline) -> Exchange | None:
    """The last call that may have changed what a part has: one to it, of no person, or one refused to it."""
    found = None
    for each in timeline.exchanges:
        if each.started > until or not _changes(each):
            continue
        was_refused = each.caller == part and is_refusal(status_of(each))
        if was_refused or (each.callee == part and each.caller not in PEOPLE):
            found = each
    return found


def _was_rewritten(part: str, by: Exchange, until: float, timeline: Timeline) -> bool:
    """Whether a service has changed what people had written before, and they have not written since."""
    asked = (each for each in timeline.exchanges if each.callee == part and each.caller in PEOPLE)
    written = [each.started for each in asked if each.started < until and _changes(each)]
    return bool(written) and max(written) < by.started


def _changes(exchange: Exchange) -> bool:
    point = topology().points.get(exchange.edge)
    if point is None or exchange.protocol == "postgres":
        return False
    if exchange.protocol == "smtp":
        return any(each.changes and each.is_command(exchange.summary) for each in point.operations)
    method, _, target = exchange.summary.partition(" ")
    known = point.operation_of(method, target)
    return known is not None and known.changes
