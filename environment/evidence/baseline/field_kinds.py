"""Whether a service writes a field in another kind than all green runs of the scenario: text for a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from environment.evidence.baseline.answer_time import ACCEPT
from environment.evidence.baseline.call_profile import REQUEST
from environment.evidence.baseline.compared_calls import compared_calls
from environment.evidence.baseline.occurrences import Value
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline, ScenarioRun
from environment.evidence.traffic.breach import TrafficBreach, Where
from environment.topology import topology

_KINDS = ((bool, "true or false"), (str, "text"), (int | float, "a number"))


def other_kinds(run: ScenarioRun, baseline: ScenarioBaseline) -> Iterator[TrafficBreach]:
    """A breach for each field. Its reader may turn one kind into the other today, and no step notices.

    A call that was answered in a way that no green run had has other fields of the same names.
    """
    for call, before in compared_calls(run, baseline):
        caller, _, callee = call.arrow.partition(" -> ")
        if not call.statuses.keys() <= before.statuses.keys():
            continue
        for name, values in call.values.items():
            usual, seen = _kinds_of(before.values.get(name, ())), _kinds_of(values)
            of_request = name.startswith(REQUEST)
            writer = caller if of_request else callee
            if usual and not seen <= usual and writer in topology().services:
                sentence = f"{call.operation}: {name} is {_listed(seen)}, in the baseline {_listed(usual)}"
                where: Where = "request" if of_request else "response"
                yield TrafficBreach(call.arrow, f"{sentence}; {ACCEPT}", where)


def _kinds_of(values: Iterable[Value]) -> frozenset[str]:
    return frozenset(next(word for kind, word in _KINDS if isinstance(each, kind)) for each in values)


def _listed(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))
