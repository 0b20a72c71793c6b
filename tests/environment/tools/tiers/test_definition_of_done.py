"""The definition of done, computed: what is known says yes or no, what is not known says neither."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from environment.session.history.existing import ExistingScenario
from environment.session.history.kept_run import KeptRun, MetAnswers
from environment.tools.defects.tried_defect import State, TriedDefect
from environment.tools.escapes.reading import Escape
from environment.tools.tiers.definition_of_done import FolderStanding, folder_standings, folders_of_hole
from environment.topology import topology
from tests.environment.session.history.kept_runs import RED, run_at
from tests.environment.tools.defects.test_tried_defects import _GREEN, _RED, _tried

SCENARIO = ExistingScenario(RED.key, RED.title, RED.where, "cart_and_inventory", "default", False)
NO_HOLES = MetAnswers(10, 10, ())
GREEN = run_at("2026-11-27", answers=NO_HOLES)
ESCAPE = Escape(date=date(2026, 11, 2), what="Sold twice", arrow="cart -> inventory")


def trial(*outcomes: object) -> TriedDefect:
    tried = _tried(*outcomes)  # type: ignore[arg-type]
    return TriedDefect(tried.defect.model_copy(update={"point": "cart -> inventory"}), tried.trial)


def standing(
    *runs: KeptRun,
    existing: tuple[ExistingScenario, ...] = (SCENARIO,),
    defects: tuple[TriedDefect, ...] = (),
    escapes: tuple[Escape, ...] = (),
) -> FolderStanding:
    states = [(each.defect, each.state) for each in defects]
    found = folder_standings(existing, runs, states, escapes)
    return next(each for each in found if each.folder == "cart_and_inventory")


def test_green_without_holes_and_with_all_defects_caught_is_done() -> None:
    found = standing(GREEN, defects=(trial(_RED),))
    assert (found.done, found.green, found.red, found.not_run) == (True, 1, 0, 0)
    assert found.defects == {State.CAUGHT: 1}


def test_a_red_scenario_a_survivor_or_an_escape_is_not_done() -> None:
    assert standing(run_at("2026-11-27", red=(RED,), answers=None)).done is False
    assert standing(GREEN, defects=(trial(_GREEN),)).done is False
    assert standing(GREEN, escapes=(ESCAPE,)).done is False
    assert standing(GREEN, escapes=(ESCAPE.model_copy(update={"check": "a.py"}),)).done is True


def test_a_hole_belongs_to_the_folders_of_the_arrows_with_its_operation() -> None:
    operation = topology().point("cart -> inventory").operations[0]
    hole = f"inventory: {operation.method} {operation.path} → 200"
    assert "cart_and_inventory" in folders_of_hole(hole)
    assert folders_of_hole("inventory: GET /no-such → 200") == frozenset()
    found = standing(replace(GREEN, answers=MetAnswers(10, 9, (hole,))))
    assert (found.done, found.holes) == (False, [hole])


def test_what_has_not_run_is_not_known() -> None:
    assert standing().done is None
    assert standing().green is None
    assert standing(run_at("2026-11-27", complete=(), answers=None)).done is None
    untried = TriedDefect(trial(_RED).defect, None)
    assert standing(GREEN, defects=(untried,)).done is None


def test_a_scenario_that_is_newer_than_the_last_merge_has_not_run() -> None:
    new = replace(SCENARIO, key="new")
    found = standing(GREEN, existing=(SCENARIO, new))
    assert (found.green, found.not_run, found.done) == (1, 1, None)


def test_planned_scenarios_and_nightly_ones_do_not_count() -> None:
    others = (replace(SCENARIO, key="p", planned=True), replace(SCENARIO, key="c", tier="crash"))
    assert standing(GREEN, existing=(SCENARIO, *others)).not_run == 0


def test_the_holes_of_the_last_run_that_counted_them_stay_after_a_red_one() -> None:
    red = run_at("2026-11-28", red=(RED,), answers=None)
    assert standing(GREEN, red).holes == []


def test_a_defect_of_another_arrow_is_of_another_folder() -> None:
    other = trial(_GREEN)
    elsewhere = TriedDefect(other.defect.model_copy(update={"point": "orders -> pricing"}), other.trial)
    assert standing(GREEN, defects=(elsewhere,)).defects == {}
