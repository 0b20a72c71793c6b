"""A build passes when each red scenario is a known failure with an owner, a reason and a date."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from environment.reporting.run_marker import RunMarker
from environment.session.population import Population
from environment.tools.gate import __main__ as gate
from environment.tools.gate.completeness import missing_results
from environment.tools.gate.history import RunSummary, earlier_runs, flaky, keep, run_of
from environment.tools.gate.known_failures import BadKnownFailures, KnownFailure, known_failures
from environment.tools.gate.results import ScenarioResult, run_errors
from environment.tools.gate.rules import objections
from environment.tools.gate.summary import summary

TODAY = date(2026, 5, 10)
GREEN = ScenarioResult("1", "A book is bought", "features/a.feature:7", "Journeys", "passed", "", "", 1.5)
RED = replace(
    GREEN, identity="2", name="It sells out", status="failed", message="2 | 1", arrow="cart -> inventory"
)
SKIPPED = replace(
    GREEN, identity="3", status="skipped", message='Skipped on this target: no (needed for "x")'
)
KNOWN = KnownFailure(
    scenario="It sells out", owner="the cart team", reason="the vendor fixes it", expires=date(2026, 5, 10)
)
TITLES = {"A book is bought", "It sells out"}


def sentences(results: list[ScenarioResult], *known: KnownFailure) -> list[str]:
    return list(objections(results, known, TITLES, TODAY))


def test_a_green_run_passes() -> None:
    assert sentences([GREEN, SKIPPED]) == []


def test_a_new_failure_is_reported_with_the_arrow_of_its_root_cause() -> None:
    (sentence,) = sentences([GREEN, RED])
    assert sentence == 'new: "It sells out" failed at cart -> inventory (features/a.feature:7): 2 | 1'


def test_a_known_failure_passes_until_the_end_of_its_day() -> None:
    assert sentences([GREEN, RED], KNOWN) == []
    (sentence,) = sentences([GREEN, RED], KNOWN.model_copy(update={"expires": date(2026, 5, 9)}))
    assert sentence.startswith('expired: "It sells out" was to be fixed by 2026-05-09')


def test_an_entry_whose_scenario_passes_again_is_reported() -> None:
    (sentence,) = sentences([replace(RED, status="passed")], KNOWN)
    assert sentence.startswith('passes again: "It sells out"')


def test_a_status_that_the_gate_does_not_know_is_red() -> None:
    (sentence,) = sentences([replace(RED, status="unknown")])
    assert sentence.startswith('new: "It sells out" unknown')


def test_an_entry_that_no_feature_has_is_reported() -> None:
    (sentence,) = sentences([GREEN], KNOWN.model_copy(update={"scenario": "It sels out"}))
    assert 'lists "It sels out", which no feature has' in sentence


def test_an_entry_whose_scenario_did_not_run_is_no_objection() -> None:
    assert sentences([GREEN], KNOWN) == []


def test_a_run_without_any_scenario_does_not_pass() -> None:
    assert sentences([SKIPPED]) == ["no scenario ran: there is no result to check"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[known]]\nscenario = 3", "entry 1: scenario is not valid: write a text in quotes"),
        ('[[known]]\nscenario = "x"', "entry 1: owner is missing"),
        ('[[known]]\nexpires = "soon"', "entry 1: expires is not valid: write a date such as 2026-12-31"),
        ("[[knwon]]\n", '"knwon" is not valid: write [[known]], with two brackets, before each entry'),
        ('[[known]]\nreasom = "x"', "entry 1: reasom is unknown"),
        ("[known]\n", "write [[known]], with two brackets"),
        ("[[known]", "is no TOML"),
    ],
)
def test_an_invalid_file_is_refused_with_what_to_write(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "known.toml").write_text(text, "utf-8")
    with pytest.raises(BadKnownFailures) as refused:
        known_failures(tmp_path / "known.toml")
    assert sentence in str(refused.value)


def test_a_run_that_was_stopped_does_not_pass() -> None:
    stopped = replace(SKIPPED, message="not run: the run was stopped before this scenario's turn")
    assert sentences([GREEN, stopped]) == ["the run was stopped before 1 scenarios were run"]


def test_a_run_that_has_reported_its_end_and_all_results_is_complete(tmp_path: Path) -> None:
    (tmp_path / "a-result.json").touch()
    RunMarker(tmp_path, selected=1).ended(reported=1)
    assert list(missing_results(tmp_path)) == []


def test_a_run_that_was_killed_half_way_does_not_pass(tmp_path: Path) -> None:
    (tmp_path / "a-result.json").touch()
    RunMarker(tmp_path, selected=12)
    (sentence,) = missing_results(tmp_path)
    assert sentence.startswith("the run was cut off: it began with 12 scenarios and never reported its end; ")


def test_missing_results_and_results_without_a_mark_do_not_pass(tmp_path: Path) -> None:
    (tmp_path / "a-result.json").touch()
    (sentence,) = missing_results(tmp_path)
    assert sentence.startswith("it is not known whether the run was complete")
    RunMarker(tmp_path, selected=3).ended(reported=3)
    (sentence,) = missing_results(tmp_path)
    assert sentence.startswith("results are missing: the run reported 3 scenarios")


def test_errors_outside_of_any_scenario_are_found(tmp_path: Path) -> None:
    (tmp_path / "a-globals.json").write_text('{"errors": [{"message": "a secret was found"}]}', "utf-8")
    assert run_errors(tmp_path) == ("a secret was found",)


def test_the_projects_own_file_is_in_order() -> None:
    assert isinstance(known_failures(), tuple)


def test_the_summary_names_red_skipped_and_flaky_scenarios() -> None:
    runs = [run_of([GREEN], "yesterday", "abc"), run_of([GREEN, RED, SKIPPED], "today", "def")]
    text = summary(
        [GREEN, RED, SKIPPED], "3 of 12 scenarios", ["new: it"], runs, "[Build](https://ci.test/1)"
    )
    assert "## Checkout acceptance: does not pass" in text
    assert "3 of 12 scenarios: 1 passed, 1 failed, 1 skipped. [Build]" in text
    assert "| Journeys | 1 | 1 |  | 1 |" in text
    assert "| It sells out<br>`features/a.feature:7` | cart -> inventory | 2 \\| 1 |" in text
    assert "| 1 | no |" in text
    assert "Flaky: It sells out was red in 1 of 2 runs." in text


def test_history_keeps_the_newest_runs(tmp_path: Path) -> None:
    runs = [RunSummary(str(number), "", 1, 0, ("x",), 0.0) for number in range(60)]
    keep(runs, tmp_path / "history.jsonl")
    kept = earlier_runs(tmp_path / "history.jsonl")
    assert [kept[0].at, kept[-1].at, len(kept)] == ["10", "59", 50]
    assert flaky(kept) == {}


FEATURE = """\
Feature: Buying
  Scenario: A book is bought
    When a customer buys
  Scenario Outline: It sells out
    When <who> buys
    Examples:
      | who |
      | one |
      | two |
  @crash
  Scenario: The shop is killed
    When a customer buys
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "features").mkdir()
    (tmp_path / "features/buying.feature").write_text(FEATURE, "utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_STEP_SUMMARY", "ALLURE_RESULTS_DIR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def ran(project: Path, *scenarios: str, tag: str = "smoke") -> None:
    """The results of a complete run of these scenarios, all of them green."""
    folder = project / "reports/allure-results"
    RunMarker(folder, len(scenarios)).ended(len(scenarios))
    for each in scenarios:
        result = {
            "historyId": each,
            "name": "A book is bought",
            "status": "passed",
            "labels": [{"name": "tag", "value": tag}],
        }
        (folder / f"{each}-result.json").write_text(json.dumps(result), "utf-8")


def test_a_part_of_the_scenarios_does_not_pass_unless_a_part_is_meant(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(project, "one")
    assert gate.main() == 1
    assert capsys.readouterr().out.startswith("only a part was run, 1 of 3 scenarios: run behave features/")
    assert (project / "reports/summary.md").read_text("utf-8").splitlines()[2].startswith("1 of 3 scenarios:")
    assert gate.main(part=True) == 0
    assert capsys.readouterr().out == "The build passes: 1 of 3 scenarios, no new failure.\n"


def test_all_scenarios_of_the_default_run_are_a_whole(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran(project, "one", "two", "three")
    assert gate.main() == 0
    assert capsys.readouterr().out == "The build passes: 3 scenarios, no new failure.\n"


def test_all_scenarios_of_a_long_tier_are_a_whole(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran(project, "four", tag="crash")
    assert gate.main() == 0
    assert capsys.readouterr().out == "The build passes: 1 @crash scenarios, no new failure.\n"


def test_a_part_of_one_tier_beside_the_whole_of_another_is_a_part() -> None:
    everything = Population(tiers=Counter({"": 3, "crash": 2, "matrix": 9}))
    assert everything.share(Counter({"": 3, "crash": 1})) == ("3 scenarios, 1 of 2 @crash scenarios", False)
    assert everything.share(Counter()) == ("0 of 3 scenarios", False)
