"""How each part stands: by its own last run, or a newer run of the same scenarios by hand."""

from __future__ import annotations

from dataclasses import replace

from environment.session.history.kept_run import KeptRun, TierCounts
from environment.tools.tiers.part_run import PartOutcome, PartRun
from environment.tools.tiers.standing import PartStanding, standings
from environment.tools.tiers.tier import Tier
from tests.environment.session.history.kept_runs import RED, run_at
from tests.environment.tools.tiers.part_runs import part_run

DATA = {"name": "one", "command": "behave features/", "minutes": 1, "all_of": "default"}
TIER = Tier.model_validate({"name": "night", "about": "", "part": [DATA]})


def standing(parts: list[PartRun], runs: list[KeptRun]) -> PartStanding:
    (found,) = standings(TIER, parts, runs)
    return found


def test_a_part_that_has_never_run_is_known_as_such() -> None:
    found = standing([], [run_at("2026-11-27", complete=())])
    assert (found.outcome, found.when, found.proved) == (None, None, ())


def test_its_last_run_is_told() -> None:
    found = standing([part_run("one"), part_run("one", at="2026-11-28T22:00:00+00:00", proved=("x",))], [])
    assert (found.outcome, found.proved) == (PartOutcome.GREEN, ("x",))


def test_where_it_could_not_run_the_last_time_an_earlier_result_stays() -> None:
    away = part_run("one", at="2026-11-28T22:00:00+00:00", outcome=PartOutcome.NOT_HERE)
    assert standing([part_run("one"), away], []).outcome is PartOutcome.GREEN
    assert standing([away], []).outcome is PartOutcome.NOT_HERE


def test_a_newer_run_by_hand_counts_and_the_run_that_the_part_made_does_not() -> None:
    newer = standing([part_run("one")], [run_at("2026-11-28", red=(RED,))])
    assert (newer.outcome, newer.proved[0]) == (PartOutcome.RED, "1 scenarios green, 1 red")
    own = standing([part_run("one")], [run_at("2026-11-27T22:00:20+00:00")])
    assert own.proved == ("No breach.",)
    older = standing([part_run("one")], [run_at("2026-11-20")])
    assert older.proved == ("No breach.",)


def test_a_run_that_is_red_for_another_reason_than_a_scenario_is_red() -> None:
    assert standing([], [run_at("2026-11-28", exit_code=1)]).outcome is PartOutcome.RED


def test_of_a_run_with_several_tiers_the_counts_of_this_one_are_told() -> None:
    counts = {"default": TierCounts(5), "crash": TierCounts(7, 1)}
    killed = replace(RED, tier="crash")
    both = run_at("2026-11-28", red=(killed,), counts=counts, complete=("default", "crash"), answers=None)
    found = standing([], [both])
    assert (found.outcome, found.proved) == (PartOutcome.GREEN, ("5 scenarios green, 0 red",))
