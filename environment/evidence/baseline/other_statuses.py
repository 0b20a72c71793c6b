"""Whether an operation is answered with another status than in all green runs of the scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from environment.evidence.baseline.answer_time import ACCEPT
from environment.evidence.baseline.call_profile import CallProfile
from environment.evidence.baseline.compared_calls import compared_calls
from environment.evidence.baseline.scenario_baseline import OperationBaseline, ScenarioBaseline, ScenarioRun
from environment.evidence.recording.exchange import PEOPLE
from environment.evidence.traffic.breach import TrafficBreach


def other_statuses(run: ScenarioRun, baseline: ScenarioBaseline) -> Iterator[TrafficBreach]:
    """A breach for each operation. A step that only wants an answer does not notice a 201 in place of a 200.

    Compared is what was asked equally often, and answered alike by all green runs.
    """
    for call, before in compared_calls(run, baseline):
        seen = {status: number for status, number in call.statuses.items() if number}
        usual = {status: often.high for status, often in before.statuses.items() if often.high}
        if seen != usual and _is_certain(call, before) and sum(seen.values()) == sum(usual.values()):
            callee = call.arrow.partition(" -> ")[2]
            sentence = (
                f"{callee} answered {call.operation} with {_listed(seen)}, in the baseline {_listed(usual)}"
            )
            yield TrafficBreach(call.arrow, f"{sentence}; {ACCEPT}", "response")


def _is_certain(call: CallProfile, before: OperationBaseline) -> bool:
    """Whether each call has an answer, in all green runs the same. What people read, they repeat."""
    looked_at = before.caller in PEOPLE and call.operation.startswith("GET ")
    answered = all(status.isdecimal() for status in (*call.statuses, *before.statuses))
    return answered and not looked_at and all(often.low == often.high for often in before.statuses.values())


def _listed(statuses: Mapping[str, int]) -> str:
    return " and ".join(f"{number}x {status}" for status, number in sorted(statuses.items()))
