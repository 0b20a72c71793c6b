"""Whether a service made its calls in another order than in every green run.

Only calls that come once in the baseline and in the run, in one trace, are compared: the others have no order
that a green run promises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from environment.evidence.baseline.call_profile import OperationKey
from environment.evidence.baseline.number_range import Range
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline
from environment.evidence.diagnosis.symptoms import Severity, Symptom
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.operation import is_read, operation_of
from environment.evidence.recording.traces import trace_of
from environment.topology import topology

_ONCE = Range(1, 1)


def calls_out_of_order(
    calls: Mapping[OperationKey, Sequence[Exchange]], baseline: ScenarioBaseline
) -> Iterator[Symptom]:
    """A symptom for each call that came before one that precedes it in the baseline."""
    places: dict[tuple[str, str | None], list[tuple[int, Exchange]]] = {}
    for place, known in enumerate(baseline.operations):
        found = calls.get(known.key, ())
        if known.calls == _ONCE and len(found) == 1 and _has_an_order(found[0]):
            places.setdefault((found[0].caller, trace_of(found[0])), []).append((place, found[0]))
    for of_caller in places.values():
        in_time = sorted(of_caller, key=lambda each: each[1].started)
        for (place, early), (other, late) in pairwise(in_time):
            if place > other:
                reason = (
                    f"{operation_of(early)} was called before {operation_of(late)} "
                    f"({late.edge}), in the baseline after it"
                )
                yield Symptom.of(early, early.started, Severity.ORDER, reason)


def is_background(exchange: Exchange) -> bool:
    """Whether a timer or a queue makes this call, for which no person waits; also where nothing is known."""
    point = topology().points.get(exchange.edge)
    method, _, target = exchange.summary.partition(" ")
    known = point.operation_of(method, target) if point else None
    return point is None or point.asynchronous or (known is not None and known.asynchronous)


def _has_an_order(exchange: Exchange) -> bool:
    """Whether a service waits for the answer before it makes its next call."""
    is_write = not is_read(exchange)
    return is_write and exchange.caller in topology().services and not is_background(exchange)
