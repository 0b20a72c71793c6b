"""Whether a service leaves out a field that its requests have in every green run of the scenario."""

from __future__ import annotations

from collections.abc import Iterator

from environment.evidence.baseline.answer_time import ACCEPT
from environment.evidence.baseline.call_profile import REQUEST
from environment.evidence.baseline.compared_calls import compared_calls
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline, ScenarioRun
from environment.evidence.traffic.breach import TrafficBreach
from environment.topology import topology


def lost_fields(run: ScenarioRun, baseline: ScenarioBaseline) -> Iterator[TrafficBreach]:
    """A breach for each field; the callee may have a default for it, and no step notices."""
    for call, before in compared_calls(run, baseline):
        caller, _, callee = call.arrow.partition(" -> ")
        if caller not in topology().services:
            continue
        for name in before.values.keys() - before.optional:
            if name.startswith(REQUEST) and (name not in call.values or name in call.optional):
                field = name.removeprefix(REQUEST).strip()
                sentence = (
                    f"{caller} sent {callee} a {call.operation} without {field}, which it had in the baseline"
                )
                yield TrafficBreach(call.arrow, f"{sentence}; {ACCEPT}", "request")
