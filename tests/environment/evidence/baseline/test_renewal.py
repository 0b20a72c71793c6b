"""make baseline replaces what it has seen, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from environment.evidence.answers.record import NIGHTLY_ANSWERS
from environment.evidence.baseline.call_profile import profile_of
from environment.evidence.baseline.committed import CommittedBaseline, Standing
from environment.evidence.baseline.observations import Observation, Observations, read_observations
from environment.evidence.baseline.renewal import (
    remove_features_that_are_gone,
    renew,
    renew_pace,
    renew_slow_scenarios,
)
from environment.evidence.baseline.scenario_baseline import ScenarioRun
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.evidence.baseline.slow_scenarios import USUAL_SECONDS
from environment.evidence.baseline.sql_cost import SqlCost
from environment.evidence.baseline.text_format import UnreadableBaseline
from tests.environment.evidence.recording.sample_exchanges import RecordedCheckout

FEATURE = "features/journeys/buying.feature"
BUYS = ScenarioId.of(FEATURE, "A customer buys", ["When the customer buys"])
LOOKS = ScenarioId.of(FEATURE, "A customer looks", ["When the customer looks"])
KEYS = [(each.name, each.digest) for each in (BUYS, LOOKS)]


def observation(scenario: ScenarioId, statements: int = 3, order: int = 1) -> Observation:
    calls = profile_of(RecordedCheckout().exchanges())[::order]
    return Observation(scenario, ScenarioRun(calls, {("orders", "SELECT x"): SqlCost(statements, 1)}))


def renewed(folder: Path, *observed: Observation, whole: bool = True) -> str:
    renew(folder, observed, {FEATURE: KEYS}, whole=whole)
    return (folder / "journeys" / "buying.txt").read_text()


def test_a_scenario_is_known_by_its_name_and_its_steps(tmp_path: Path) -> None:
    renewed(tmp_path, observation(BUYS))
    committed = CommittedBaseline(tmp_path)
    found = committed.of(BUYS)
    assert found
    assert found.sql
    assert found.sql["orders"].statements.high == 3
    changed = ScenarioId.of(FEATURE, BUYS.name, ["When the customer buys twice"])
    assert [committed.standing(each) for each in (BUYS, changed, LOOKS)] == list(Standing)
    assert committed.of(changed) is None


def test_a_run_of_a_part_replaces_only_its_scenarios(tmp_path: Path) -> None:
    before = renewed(tmp_path, observation(BUYS), observation(LOOKS))
    after = renewed(tmp_path, observation(LOOKS, statements=9), whole=False)
    assert before.replace("orders 3", "orders 9", 2) != before
    assert after.count("orders 3 statements") == after.count("orders 9 statements") == 1


def test_a_red_scenario_keeps_what_the_baseline_has_of_it(tmp_path: Path) -> None:
    before = renewed(tmp_path, observation(BUYS))
    done = renew(
        tmp_path, [observation(BUYS, statements=9), Observation(BUYS, None)], {FEATURE: KEYS}, whole=True
    )
    assert (done.written, done.red) == (0, [BUYS])
    assert (tmp_path / "journeys" / "buying.txt").read_text() == before


def test_another_order_of_the_calls_changes_no_text(tmp_path: Path) -> None:
    before = renewed(tmp_path, observation(BUYS))
    assert renewed(tmp_path, observation(BUYS, order=-1)) == before


def test_scenarios_and_features_that_are_gone_leave_the_baseline(tmp_path: Path) -> None:
    renewed(tmp_path, observation(BUYS), observation(LOOKS))
    renew(tmp_path, [observation(BUYS)], {FEATURE: KEYS[:1]}, whole=True)
    assert CommittedBaseline(tmp_path).standing(LOOKS) is Standing.NEW
    renew_pace(tmp_path, [observation(BUYS)], whole=True)
    (tmp_path / NIGHTLY_ANSWERS.name).touch()
    assert [path.name for path in remove_features_that_are_gone(tmp_path, [])] == ["buying.txt"]
    kept = sorted(path.name for path in tmp_path.glob("*.txt"))
    assert kept == [NIGHTLY_ANSWERS.name, "pace.txt", "statements.txt", "variation.txt"]


def test_what_varies_in_a_part_goes_on_varying(tmp_path: Path) -> None:
    renewed(tmp_path, observation(BUYS), observation(BUYS, statements=4))
    text = renewed(tmp_path, observation(LOOKS, statements=5), whole=False)
    assert CommittedBaseline(tmp_path).variation().statements == {("orders", "SELECT x")}
    assert "5 statements" not in text


def test_what_varies_seldom_goes_on_varying_as_long_as_it_is_met(tmp_path: Path) -> None:
    renewed(tmp_path, observation(BUYS), observation(BUYS, statements=4))
    renewed(tmp_path, observation(BUYS), observation(BUYS))
    assert CommittedBaseline(tmp_path).variation().statements == {("orders", "SELECT x")}
    without = replace(observation(BUYS), run=ScenarioRun([], {("orders", "SELECT y"): SqlCost(1, 1)}))
    renewed(tmp_path, without, without)
    assert not CommittedBaseline(tmp_path).variation().statements


def test_a_part_leaves_the_pace_of_what_is_known_and_adds_what_is_new(tmp_path: Path) -> None:
    usual = {("a -> b", f"GET /{each}"): [0.01] * 5 for each in range(9)}
    slow, new = ("a -> c", "POST /slow"), ("a -> c", "POST /new")
    renew_pace(tmp_path, [replace(observation(BUYS), times={**usual, slow: [0.1] * 5})], whole=True)
    before = (tmp_path / "pace.txt").read_text("utf-8")
    renew_pace(
        tmp_path, [replace(observation(BUYS), times={**usual, slow: [0.9] * 5, new: [0.2] * 5})], whole=False
    )
    after = (tmp_path / "pace.txt").read_text("utf-8")
    assert [each for each in before.splitlines() if each not in after.splitlines()] == []
    assert "POST /new" in after


def test_observations_of_several_runs_are_read_back(tmp_path: Path) -> None:
    observed = [
        replace(observation(BUYS), times={("a -> b", "GET /x"): [0.5]}),
        Observation(LOOKS, None),
        Observation(LOOKS, ScenarioRun([])),
    ]
    for each in observed:
        Observations(tmp_path / "1").add(each)
    assert list(read_observations(tmp_path / "1")) == observed


def test_without_a_folder_there_is_no_baseline_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    assert not CommittedBaseline(tmp_path / "none").exists
    assert CommittedBaseline(tmp_path / "none").of(BUYS) is None
    (tmp_path / "journeys").mkdir()
    (tmp_path / "journeys" / "buying.txt").write_text("<<<<<<< HEAD\n")
    with pytest.raises(
        UnreadableBaseline, match=r"buying\.txt: not the title .*make baseline writes it anew"
    ):
        CommittedBaseline(tmp_path).of(BUYS)


def test_the_records_of_other_commands_stay_in_the_baseline(tmp_path: Path) -> None:
    (tmp_path / "answers-of-nightly-tiers.txt").write_text("# kept")
    assert remove_features_that_are_gone(tmp_path, []) == []


def test_scenarios_that_take_long_are_listed_and_others_leave_the_list(tmp_path: Path) -> None:
    looks, buys = (f"{FEATURE}: {each.name}" for each in (LOOKS, BUYS))
    others = {f"features/other.feature: {number}": USUAL_SECONDS for number in range(99)}
    seconds = {buys: 9.6, looks: 31.0, "features/gone.feature: A customer pays": 80.0, **others}
    observed = [observation(BUYS), Observation(LOOKS, None)]
    renew_slow_scenarios(tmp_path, seconds, observed, {buys, looks})
    assert CommittedBaseline(tmp_path).slow_scenarios() == {buys: 10}
    renew_slow_scenarios(tmp_path, seconds, [observation(LOOKS)], {looks})
    assert CommittedBaseline(tmp_path).slow_scenarios() == {looks: 30}
