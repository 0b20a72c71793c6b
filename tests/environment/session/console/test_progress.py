"""The line of progress: counts, time left, names of what runs, and never wider than the terminal."""

from __future__ import annotations

import pytest

from environment.session.console.progress import RunProgress, cut, in_minutes

FOUR = {"a": 2.0, "b": 2.0, "c": 4.0, "d": 4.0}


def _after_three() -> RunProgress:
    """Three of four are done in twice their time, the fourth runs for 3 s of 8; it is 20."""
    progress = RunProgress(FOUR, workers=2)
    for key, began, ended in (("a", 0.0, 4.0), ("b", 0.0, 4.0), ("c", 4.0, 12.0)):
        progress.began(key, f"Scenario {key}", began)
        progress.ended(key, ended, failed=key == "b")
    progress.began("d", "Two customers want the last copy", 17.0)
    return progress


def test_it_counts_what_is_done_and_red_and_names_what_runs() -> None:
    line = _after_three().line(120, 20.0)
    assert line == "3 of 4 done · 1 red · 5 s left · Two customers want the last copy"


def test_the_time_left_follows_the_pace_of_this_run() -> None:
    assert _after_three().seconds_left(20.0) == pytest.approx(5.0)


def test_the_time_left_is_shared_by_the_workers_and_no_shorter_than_one_scenario() -> None:
    progress = RunProgress({**FOUR, "e": 2.0}, workers=2)
    for key in ("a", "b", "e"):
        progress.began(key, key, 0.0)
        progress.ended(key, 2.0, failed=False)
    assert progress.seconds_left(2.0) == pytest.approx(4.0)


def test_few_scenarios_say_nothing_about_the_time_left() -> None:
    progress = RunProgress(FOUR, workers=1)
    progress.began("a", "First", 0.0)
    assert progress.seconds_left(1.0) is None
    assert progress.line(80, 1.0) == "0 of 4 done · 0 red · First"


def test_a_scenario_that_takes_longer_than_expected_leaves_no_time_below_zero() -> None:
    assert _after_three().seconds_left(500.0) == 0.0


@pytest.mark.parametrize("width", [1, 10, 30, 45, 60, 200])
def test_it_is_never_wider_than_the_terminal(width: int) -> None:
    assert len(_after_three().line(width, 20.0)) <= width


def test_names_are_cut_and_left_out_where_there_is_no_room() -> None:
    progress = _after_three()
    assert progress.line(52, 20.0) == "3 of 4 done · 1 red · 5 s left · Two customers wa..."
    assert progress.line(38, 20.0) == "3 of 4 done · 1 red · 5 s left"


def test_before_the_stack_is_up_no_scenario_runs() -> None:
    assert RunProgress(FOUR, 1).line(80, 0.0, dot="-") == "0 of 4 done - 0 red - no scenario runs yet"


def test_a_text_is_cut_to_one_line() -> None:
    assert cut("a name\nof two lines", 100) == "a name of two lines"
    assert cut("abcdefgh", 6) == "abc..."


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 s"), (89, "89 s"), (90, "2 min"), (240, "4 min")])
def test_durations_are_estimates(seconds: float, words: str) -> None:
    assert in_minutes(seconds) == words
