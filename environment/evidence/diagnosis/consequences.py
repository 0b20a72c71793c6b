"""Symptoms that are part of another one, although they come before it.

A service that refuses a request first undoes what it has done for it: the release of the copies begins before
the refusal ends, and is no cause of it. A surplus call that was refused itself may well be the cause.

A caller that leaves a call out may make one instead that no green run has: so the missing call comes first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from environment.evidence.diagnosis.symptoms import Severity, Symptom
from environment.evidence.diagnosis.timeline import Timeline
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import status_of

_OF_ANSWERS = frozenset({Severity.STATUS, Severity.ERROR})


def without_consequences(timeline: Timeline, symptoms: Sequence[Symptom]) -> Iterator[Symptom]:
    """The symptoms; a surplus call that belongs to a refusal has the time of the refusal, and less weight."""
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
    for each in symptoms:
        is_undoing = each.severity is Severity.SURPLUS and each.exchange is not None
        refusal = _refusal_around(timeline, each.exchange, refused, undoing) if is_undoing else None
        yield replace(each, at=refusal.at) if refusal else each


def with_skipped_calls(timeline: Timeline, symptoms: Sequence[Symptom]) -> Iterator[Symptom]:
    """The symptoms; a missing call has the time at which its caller ended with a surplus call in its place.

    Not where the surplus call was refused, or undid something for a refusal.
    """
    surplus = {
        each.exchange.number: each for each in symptoms if each.exchange and each.severity is Severity.SURPLUS
    }
    last = {
        each.caller: each
        for each in sorted(timeline.exchanges, key=lambda made: made.started)
        if each.protocol.startswith("http") and not each.summary.startswith("GET ")
    }
    for each in symptoms:
        instead = surplus.get(last[caller].number) if (caller := _caller(each)) in last else None
        is_skipped = (
            each.severity is Severity.MISSING
            and instead is not None
            and instead.exchange is not None
            and instead.at == instead.exchange.started
            and not _is_refusal(instead.exchange)
        )
        yield replace(each, at=instead.at, severity=Severity.SKIPPED) if is_skipped and instead else each


def _caller(symptom: Symptom) -> str:
    return symptom.arrow.partition(" -> ")[0]


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
