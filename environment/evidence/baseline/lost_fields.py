"""Whether a service leaves out a field that its requests have in every green run of the scenario."""

from __future__ import annotations

from collections.abc import Iterator

from environment.evidence.baseline.answer_time import ACCEPT
from environment.evidence.baseline.call_profile import REQUEST
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline, ScenarioRun
from environment.evidence.traffic.breach import TrafficBreach
from environment.topology import topology


def lost_fields(run: ScenarioRun, baseline: ScenarioBaseline) -> Iterator[TrafficBreach]:
    """A breach for each field; the callee may have a default for it, and no step notices."""
    if run.sql is None or baseline.sql is None:
        return
    known = {each.key: each for each in baseline.operations}
    for call in run.calls:
        caller, _, callee = call.arrow.partition(" -> ")
        before = known.get((call.arrow, call.operation))
        if before is None or caller not in topology().services:
            continue
        for name in before.values.keys() - before.optional:
            if name.startswith(REQUEST) and (name not in call.values or name in call.optional):
                field = name.removeprefix(REQUEST).strip()
                sentence = (
                    f"{caller} sent {callee} a {call.operation} without {field}, which it had in the baseline"
                )
                yield TrafficBreach(call.arrow, f"{sentence}; {ACCEPT}", "request")
