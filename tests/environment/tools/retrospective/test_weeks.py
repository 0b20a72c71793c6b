"""The weeks of a history: each red scenario once a week and arrow, runs of whole tiers only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from environment.tools.retrospective.weeks import NO_ARROW, arrows_of, weeks_of
from tests.environment.session.history.kept_runs import RED, run_at

OTHER = replace(RED, key="other", arrow="")


def test_a_scenario_counts_once_a_week_however_often_it_was_red() -> None:
    (week,) = weeks_of([run_at("2026-11-02", red=(RED,)), run_at("2026-11-08", red=(RED, OTHER))])
    assert (week.monday, week.runs, week.red_runs) == (date(2026, 11, 2), 2, 2)
    assert week.red == {"cart -> inventory": 1, NO_ARROW: 1}
    assert week.scenarios == 2


def test_weeks_without_a_run_are_there_too() -> None:
    weeks = weeks_of([run_at("2026-11-02"), run_at("2026-11-23", red=(RED,))])
    assert [(week.monday.day, week.runs, week.scenarios) for week in weeks] == [
        (2, 1, 0), (9, 0, 0), (16, 0, 0), (23, 1, 1),
    ]  # fmt: skip


def test_the_first_of_january_belongs_to_the_week_of_its_monday() -> None:
    weeks = weeks_of([run_at("2026-12-31"), run_at("2027-01-01"), run_at("2027-01-04")])
    assert [week.monday for week in weeks] == [date(2026, 12, 28), date(2027, 1, 4)]


def test_runs_of_a_part_do_not_count() -> None:
    assert weeks_of([run_at("2026-11-02", red=(RED,), complete=())]) == ()


def test_the_last_year_is_shown() -> None:
    weeks = weeks_of([run_at("2024-01-01"), run_at("2026-11-02")])
    assert (len(weeks), weeks[-1].monday) == (52, date(2026, 11, 2))


def test_the_arrow_with_most_is_the_first() -> None:
    weeks = weeks_of([run_at("2026-11-02", red=(RED, OTHER)), run_at("2026-11-09", red=(OTHER,))])
    assert arrows_of(weeks) == (NO_ARROW, "cart -> inventory")
