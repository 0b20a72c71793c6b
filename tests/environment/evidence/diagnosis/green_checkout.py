"""The baseline of the sample checkout, and its arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from environment.evidence.baseline.call_profile import profile_of
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline, ScenarioRun, merged
from environment.evidence.diagnosis.root_cause import RootCause, find_root_cause
from environment.evidence.recording.exchange import Exchange
from tests.environment.evidence.recording.sample_exchanges import RecordedCheckout

RESERVE, QUOTE, PAY = "checkout -> inventory", "checkout -> pricing", "checkout -> payments"
UUID = "11111111-1111-1111-1111-111111111111"
ASK, ORDER, SUBMIT = "payments -> gateway", "checkout -> orders", "customer -> checkout"


def in_time(exchanges: Sequence[Exchange]) -> list[Exchange]:
    return sorted(exchanges, key=lambda each: each.started)


def baseline(*runs: Sequence[Exchange]) -> ScenarioBaseline:
    return merged([ScenarioRun(profile_of(in_time(run))) for run in runs])


GREEN = baseline(RecordedCheckout().exchanges())


def cause_of(exchanges: Sequence[Exchange], green: ScenarioBaseline = GREEN, **evidence: Any) -> RootCause:
    found = find_root_cause(exchanges, baseline=green, **evidence)
    assert found
    return found
