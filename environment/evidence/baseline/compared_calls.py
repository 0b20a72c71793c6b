"""The calls of a run beside those of its green runs."""

from __future__ import annotations

from collections.abc import Iterator

from environment.evidence.baseline.call_profile import CallProfile
from environment.evidence.baseline.scenario_baseline import OperationBaseline, ScenarioBaseline, ScenarioRun


def compared_calls(
    run: ScenarioRun, baseline: ScenarioBaseline
) -> Iterator[tuple[CallProfile, OperationBaseline]]:
    """Each call whose operation green runs made; none where what one of the two showed is not stable."""
    if run.sql is None or baseline.sql is None:
        return
    known = {each.key: each for each in baseline.operations}
    for call in run.calls:
        before = known.get((call.arrow, call.operation))
        if before is not None:
            yield call, before
