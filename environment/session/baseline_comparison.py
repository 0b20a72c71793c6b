"""Compares each scenario of a run with the committed baseline, or writes down what it shows for a new one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from environment.evidence.baseline.answer_time import own_times, slower
from environment.evidence.baseline.call_profile import OperationKey, profile_of
from environment.evidence.baseline.committed import BASELINE, CommittedBaseline, Standing
from environment.evidence.baseline.cost_check import CostComparison
from environment.evidence.baseline.field_kinds import other_kinds
from environment.evidence.baseline.lost_fields import lost_fields
from environment.evidence.baseline.observations import Observation, Observations
from environment.evidence.baseline.other_statuses import other_statuses
from environment.evidence.baseline.scenario_baseline import ScenarioBaseline, ScenarioRun
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.evidence.baseline.sql_cost import StatementKey, sql_costs
from environment.evidence.baseline.stability import is_stable
from environment.evidence.baseline.text_format import UnreadableBaseline
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.statements import Statement
from environment.evidence.traffic.breach import TrafficBreach
from environment.session.console_summary import ConsoleSummary
from environment.session.samples import is_of_a_sample


class BaselineComparison:
    """The comparison of one process. A run that observes for a new baseline compares no costs."""

    def __init__(
        self,
        summary: ConsoleSummary,
        committed: CommittedBaseline | None = None,
        observe: Path | None = None,
    ) -> None:
        self._summary = summary
        self._committed = committed or CommittedBaseline()
        self._observations = Observations(observe) if observe else None
        self._is_cheaper = False

    def of(self, scenario: ScenarioId | None) -> ScenarioBaseline | None:
        """What green runs of a scenario showed, None where the baseline does not have it."""
        return self._committed.of(scenario) if scenario else None

    def why_not(self, scenario: ScenarioId | None) -> str | None:
        """Why a scenario has no green run to compare with; None where it has one."""
        if scenario is None or not self._committed.exists:
            return "there is no baseline/; make baseline writes it"
        if is_of_a_sample(scenario.name):
            return "it is of the sample for the day, which no baseline has"
        standing = self._committed.standing(scenario)
        return None if standing is Standing.KNOWN else f"{standing.value}; make baseline adds it"

    def allowance(self, key: OperationKey) -> int:
        """How many calls more than in the baseline are no finding."""
        return self._committed.variation().allowance(key)

    def run_of(
        self, exchanges: Sequence[Exchange], statements: Sequence[Statement], *, killed: bool
    ) -> ScenarioRun:
        """What a scenario showed. Raises UnreadableBaseline."""
        looks = self._committed.statements().of_looks
        return scenario_run(exchanges, statements, killed=killed, looks=looks)

    def breaches(self, scenario: ScenarioId | None, run: ScenarioRun) -> Iterator[TrafficBreach]:
        """A breach for each cost above the baseline, for each field that is lost and each other status."""
        if scenario is None or self._observations is not None:
            return
        known = self._committed.of(scenario)
        if known is None:
            self._summary.compared(f"not compared: {self.why_not(scenario)}")
            return
        costs = CostComparison(run, known, self._committed.variation(), self._committed.statements())
        yield from lost_fields(run, known)
        yield from other_kinds(run, known)
        yield from other_statuses(run, known)
        yield from costs.surplus()
        self._is_cheaper = costs.is_cheaper()

    def ended(
        self, scenario: ScenarioId | None, run: ScenarioRun | None, exchanges: Sequence[Exchange]
    ) -> None:
        """Keep the times of a scenario; a run that observes writes it down. `run` is None for a red one.

        Raises OSError.
        """
        times = own_times(exchanges)
        self._summary.add_times(times)
        if run is not None and self._is_cheaper:
            self._summary.compared("cheaper: fewer calls or SQL statements; make baseline keeps it so")
        self._is_cheaper = False
        if scenario is not None and self._observations is not None:
            self._observations.add(Observation(scenario, run, times))


def scenario_run(
    exchanges: Sequence[Exchange],
    statements: Sequence[Statement],
    *,
    killed: bool,
    looks: Collection[StatementKey] = (),
) -> ScenarioRun:
    """What a scenario showed. looks: the statements that are known to run for reads of people."""
    stable = not killed and is_stable(exchanges, statements)
    return ScenarioRun(profile_of(exchanges), sql_costs(exchanges, statements, looks) if stable else None)


def slower_operations(summary: ConsoleSummary, committed: CommittedBaseline | None = None) -> list[str]:
    """A sentence for each operation that took much longer in this run than the baseline predicts."""
    try:
        before = (committed or CommittedBaseline()).pace()
    except UnreadableBaseline as error:
        return [str(error)]
    return [str(each) for each in slower(summary.own_times, before)]


def baseline_in_words() -> dict[str, str]:
    """What the report says about the baseline."""
    exists = CommittedBaseline().exists
    return {"Baseline": str(BASELINE) if exists else "none: costs are not compared; make baseline writes it"}
