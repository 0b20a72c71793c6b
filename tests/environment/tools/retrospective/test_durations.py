"""Slow and growing scenarios, whatever the machine of a run was worth."""

from __future__ import annotations

from datetime import date, timedelta

from environment.session.history.kept_run import KeptRun
from environment.tools.retrospective.durations import growing, slowest
from tests.environment.session.history.kept_runs import run_at

STEADY = ("a", "b", "c", "d", "e")


def history(weeks: int, slow_from: int, *, pace: float = 1.0, after: float = 4.0) -> list[KeptRun]:
    """A run a week; `g` takes a second and from a week on `after`, on machines that are slower each week."""
    found = []
    for week in range(weeks):
        slower = pace**week
        seconds = dict.fromkeys(STEADY, 2.0 * slower) | {"g": (after if week >= slow_from else 1.0) * slower}
        found.append(run_at(str(date(2026, 3, 2) + timedelta(weeks=week)), seconds=seconds))
    return found


def test_a_scenario_that_takes_longer_than_at_first_grows() -> None:
    (found,) = growing(history(12, slow_from=6), [*STEADY, "g"])
    assert (found.key, found.at_first, found.now) == ("g", 1.0, 4.0)
    assert list(found.by_week.values()) == [1.0] * 6 + [4.0] * 6


def test_machines_that_become_slower_let_no_scenario_grow() -> None:
    assert growing(history(12, slow_from=99, pace=1.2), [*STEADY, "g"]) == ()
    assert [each.key for each in growing(history(12, slow_from=6, pace=1.2), [*STEADY, "g"])] == ["g"]


def test_little_more_and_a_short_history_are_no_growth() -> None:
    assert growing(history(12, slow_from=6, after=1.4), ["g"]) == ()
    assert growing(history(7, slow_from=3), ["g"]) == ()


def test_the_slowest_are_those_of_now() -> None:
    assert [each.key for each in slowest(history(30, slow_from=15), ["a", "g"])] == ["g", "a"]


def test_a_scenario_that_is_gone_and_runs_of_a_part_do_not_count() -> None:
    assert slowest(history(3, slow_from=1), []) == ()
    assert slowest([run_at("2026-11-02", seconds={"a": 1.0}, complete=())], ["a"]) == ()


def test_a_run_in_which_nothing_took_time_is_no_division_by_zero() -> None:
    (found,) = slowest([run_at("2026-11-02", seconds={"a": 0.0})], ["a"])
    assert found.now == 0.0
