"""A run compares with the baseline, counts what it cannot compare, and an observing run only writes down."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.observations import Observation, read_observations
from environment.evidence.baseline.renewal import renew
from environment.evidence.baseline.scenario_baseline import ScenarioRun
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.session.baseline_comparison import BaselineComparison, scenario_run, slower_operations
from environment.session.console_summary import ConsoleSummary
from tests.environment.evidence.recording.sample_exchanges import RecordedCheckout, exchange

FEATURE = "features/journeys/buying.feature"
BUYS = ScenarioId.of(FEATURE, "A customer buys", ["When the customer buys"])
CHECKOUT = RecordedCheckout().exchanges()
AGAIN = exchange(50, "checkout -> pricing", "PUT /quotes/x", 201, at=20)


@pytest.fixture
def committed(tmp_path: Path) -> CommittedBaseline:
    observed = Observation(BUYS, scenario_run(CHECKOUT, [], killed=False))
    renew(tmp_path, [observed], {FEATURE: [(BUYS.name, BUYS.digest)]}, whole=True)
    return CommittedBaseline(tmp_path)


def found(comparison: BaselineComparison, scenario: ScenarioId, run: ScenarioRun) -> list[str]:
    return [str(each) for each in comparison.breaches(scenario, run)]


def test_a_known_scenario_is_compared(committed: CommittedBaseline) -> None:
    summary = ConsoleSummary()
    comparison = BaselineComparison(summary, committed)
    again = [*CHECKOUT, AGAIN]
    assert found(comparison, BUYS, scenario_run(CHECKOUT, [], killed=False)) == []
    assert len(found(comparison, BUYS, scenario_run(again, [], killed=False))) == 1
    assert found(comparison, BUYS, scenario_run(again, [], killed=True)) == []
    assert summary.text() == ""


def test_a_field_that_a_service_leaves_out_is_named(committed: CommittedBaseline, tmp_path: Path) -> None:
    body = {"sku": "9784117738711", "quantity": 2}
    now = [{"sku": body["sku"]}, {**body, "note": "new"}, body]
    observed = RecordedCheckout().change("checkout -> inventory", request_body=body).exchanges()
    renew(
        tmp_path,
        [Observation(BUYS, scenario_run(observed, [], killed=False))],
        {FEATURE: [(BUYS.name, BUYS.digest)]},
        whole=True,
    )
    sentences = []
    for each in now:
        left = RecordedCheckout().change("checkout -> inventory", request_body=each).exchanges()
        comparison = BaselineComparison(ConsoleSummary(), CommittedBaseline(tmp_path))
        sentences.append(found(comparison, BUYS, scenario_run(left, [], killed=False)))
    assert sentences == [
        [
            "checkout -> inventory: checkout sent inventory a PUT /reservations/{id} without quantity, which "
            "it had in the baseline; make baseline accepts an intended change"
        ],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("arrow", "change", "sentence"),
    [
        ("checkout -> pricing", {"answer_body": {"amount": "1900"}},
         "checkout -> pricing: PUT /quotes/{id}: the answer's amount is text, in the baseline a number"),
        ("checkout -> pricing", {"answer_body": {"amount": 100}}, None),
        ("payments -> gateway", {"answer_body": {"amount": "1900"}}, None),
        ("checkout -> orders", {"answer_body": {"amount": "1900"}, "status": 409},
         "checkout -> orders: orders answered PUT /checkouts/{id}/order with 1x 409, in the baseline 1x 201"),
    ],
)  # fmt: skip
def test_a_field_of_another_kind_and_another_status_are_named(
    committed: CommittedBaseline, arrow: str, change: dict[str, object], sentence: str | None
) -> None:
    now = RecordedCheckout().change(arrow, **change).exchanges()
    comparison = BaselineComparison(ConsoleSummary(), committed)
    told = found(comparison, BUYS, scenario_run(now, [], killed=False))
    assert told == ([f"{sentence}; make baseline accepts an intended change"] if sentence else [])


def test_what_is_not_compared_is_counted_in_a_line_for_each_reason(
    committed: CommittedBaseline, tmp_path: Path
) -> None:
    mine, theirs = ConsoleSummary(), ConsoleSummary()
    for name in ("new", "newer"):
        found(BaselineComparison(mine, committed), ScenarioId.of(FEATURE, name, []), ScenarioRun([]))
    changed = ScenarioId.of(FEATURE, BUYS.name, ["other"])
    found(BaselineComparison(theirs, committed), changed, ScenarioRun([]))
    for run in (ScenarioRun([], {}), None):  # a red one came to fewer calls
        cheaper = BaselineComparison(theirs, committed)
        found(cheaper, BUYS, ScenarioRun([], {}))
        cheaper.ended(BUYS, run, [])
    found(BaselineComparison(theirs, CommittedBaseline(tmp_path / "none")), BUYS, ScenarioRun([], {}))
    sampled = ScenarioId.of(FEATURE, "A pair meets -- @1.3 the sample of pairs/ for the day", [])
    found(BaselineComparison(theirs, committed), sampled, ScenarioRun([]))
    mine.merge(theirs)
    assert mine.text().splitlines() == [
        "Scenarios beside the baseline",
        "    2  not compared: it is new; make baseline adds it",
        "    1  not compared: its steps have changed; make baseline adds it",
        "    1  cheaper: fewer calls or SQL statements; make baseline keeps it so",
        "    1  not compared: there is no baseline/; make baseline writes it",
        "    1  not compared: it is of the sample for the day, which no baseline has",
    ]


def test_an_observing_run_writes_down_and_does_not_compare(
    committed: CommittedBaseline, tmp_path: Path
) -> None:
    comparison = BaselineComparison(ConsoleSummary(), committed, observe=tmp_path / "seen")
    run = scenario_run([*CHECKOUT, AGAIN], [], killed=False)
    assert found(comparison, BUYS, run) == []
    comparison.ended(BUYS, run, CHECKOUT)
    comparison.ended(BUYS, None, CHECKOUT)
    assert [each.run for each in read_observations(tmp_path / "seen")] == [run, None]


def test_the_times_of_all_workers_are_checked_together(committed: CommittedBaseline, tmp_path: Path) -> None:
    mine, theirs = ConsoleSummary(), ConsoleSummary()
    for summary in (mine, theirs):
        for _ in range(3):
            late = RecordedCheckout().change("checkout -> orders", took=1500).exchanges()
            BaselineComparison(summary, committed).ended(BUYS, ScenarioRun([]), late)
    assert slower_operations(mine, committed) == []
    mine.merge(theirs)
    assert [each.partition(": ")[0] for each in slower_operations(mine, committed)] == ["checkout -> orders"]
    (tmp_path / "pace.txt").write_text("<<<<<<<\n")
    [sentence] = slower_operations(mine, committed)
    assert sentence.endswith("no ratio at the end of this line: '<<<<<<<'; make baseline writes it anew")
