"""A build passes when nothing is red but what is known to be, by whom, why, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from environment.reporting.run_marker import RunMarker
from environment.tools.gate.ending import cut_off
from environment.tools.gate.history import Run, earlier_runs, keep, run_of, unsteady
from environment.tools.gate.judging import objections
from environment.tools.gate.known import BadKnownFailures, KnownFailure, known_failures
from environment.tools.gate.outcomes import Outcome, errors_of_the_run
from environment.tools.gate.summary import summary

TODAY = date(2026, 5, 10)
GREEN = Outcome("1", "A book is bought", "features/a.feature:7", "Journeys", "passed", "", "", 1.5)
RED = replace(
    GREEN, identity="2", name="It sells out", status="failed", message="2 | 1", arrow="cart -> inventory"
)
SKIPPED = replace(
    GREEN, identity="3", status="skipped", message='Skipped on this target: no (needed for "x")'
)
KNOWN = KnownFailure("It sells out", "the cart team", "the vendor mends it", date(2026, 5, 10))
TITLES = {"A book is bought", "It sells out"}


def said(outcomes: list[Outcome], *known: KnownFailure) -> list[str]:
    return list(objections(outcomes, known, TITLES, TODAY))


def test_a_green_run_passes() -> None:
    assert said([GREEN, SKIPPED]) == []


def test_a_new_failure_is_told_with_its_guilty_arrow() -> None:
    (sentence,) = said([GREEN, RED])
    assert sentence == 'new: "It sells out" failed at cart -> inventory (features/a.feature:7): 2 | 1'


def test_a_known_failure_passes_until_the_end_of_its_day() -> None:
    assert said([GREEN, RED], KNOWN) == []
    (sentence,) = said([GREEN, RED], replace(KNOWN, expires=date(2026, 5, 9)))
    assert sentence.startswith('expired: "It sells out" was to be mended by 2026-05-09')


def test_an_entry_that_passes_by_now_is_told() -> None:
    (sentence,) = said([replace(RED, status="passed")], KNOWN)
    assert sentence.startswith('passes by now: "It sells out"')


def test_an_entry_that_no_feature_has_is_told() -> None:
    (sentence,) = said([GREEN], replace(KNOWN, scenario="It sels out"))
    assert 'lists "It sels out", and no feature has such a scenario' in sentence


def test_an_entry_whose_scenario_did_not_run_is_left_alone() -> None:
    assert said([GREEN], KNOWN) == []


def test_a_run_in_which_nothing_ran_does_not_pass() -> None:
    assert said([SKIPPED]) == ["nothing ran: there is nothing to be judged"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[known]]\nscenario = 3", "entry 1: scenario is no good: write a text in quotes"),
        ('[[known]]\nscenario = "x"', "entry 1: owner is missing"),
        ('[[known]]\nexpires = "soon"', "entry 1: expires is no good: write a date such as 2026-12-31"),
        ("[[knwon]]\n", '"knwon" is unknown; write [[known]] before each entry'),
        ("[known]\n", "write [[known]], with two brackets"),
        ("[[known]", "is no TOML"),
    ],
)
def test_a_bad_file_is_told_with_what_to_write(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "known.toml").write_text(text, "utf-8")
    with pytest.raises(BadKnownFailures) as refused:
        known_failures(tmp_path / "known.toml")
    assert sentence in str(refused.value)


def test_a_run_that_was_stopped_does_not_pass() -> None:
    stopped = replace(SKIPPED, message="not run: the run was stopped before this scenario's turn")
    assert said([GREEN, stopped]) == ["the run was stopped before 1 scenarios had their turn"]


def test_a_run_that_told_its_end_and_everything_before_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a-result.json").touch()
    RunMarker(tmp_path, selected=1).ended(reported=1)
    assert list(cut_off(tmp_path)) == []


def test_a_run_that_was_killed_half_way_does_not_pass(tmp_path: Path) -> None:
    (tmp_path / "a-result.json").touch()
    RunMarker(tmp_path, selected=12)
    (sentence,) = cut_off(tmp_path)
    assert sentence.startswith("the run was cut off: it began with 12 scenarios and never told its end, and ")


def test_results_that_are_missing_or_of_nobody_do_not_pass(tmp_path: Path) -> None:
    (tmp_path / "a-result.json").touch()
    (sentence,) = cut_off(tmp_path)
    assert sentence.startswith("nobody knows whether the run came to its end")
    RunMarker(tmp_path, selected=3).ended(reported=3)
    (sentence,) = cut_off(tmp_path)
    assert sentence.startswith("results are missing: the run told of 3 scenarios")


def test_what_went_wrong_outside_of_any_scenario_is_found(tmp_path: Path) -> None:
    (tmp_path / "a-globals.json").write_text('{"errors": [{"message": "a secret was found"}]}', "utf-8")
    assert errors_of_the_run(tmp_path) == ("a secret was found",)


def test_the_projects_own_file_is_in_order() -> None:
    assert isinstance(known_failures(), tuple)


def test_the_summary_names_the_red_ones_the_skipped_ones_and_the_trend() -> None:
    runs = [run_of([GREEN], "yesterday", "abc"), run_of([GREEN, RED, SKIPPED], "today", "def")]
    text = summary([GREEN, RED, SKIPPED], ["new: it"], runs, "[Build](https://ci.test/1)")
    assert "## Checkout acceptance: does not pass" in text
    assert "| Journeys | 1 | 1 |  | 1 |" in text
    assert "| It sells out<br>`features/a.feature:7` | cart -> inventory | 2 \\| 1 |" in text
    assert "| 1 | no |" in text
    assert "| today | def | 1 | 1 | 1 | 4 |" in text
    assert "Unsteady: It sells out was red in 1 of 2 runs." in text


def test_history_keeps_the_newest_runs(tmp_path: Path) -> None:
    runs = [Run(str(number), "", 1, 0, ("x",), 0.0) for number in range(60)]
    keep(runs, tmp_path / "history.jsonl")
    kept = earlier_runs(tmp_path / "history.jsonl")
    assert [kept[0].at, kept[-1].at, len(kept)] == ["10", "59", 50]
    assert unsteady(kept) == {}
