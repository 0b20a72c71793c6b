"""A budget takes the smoke tier, then what reaches most new goals for its time, then what is most at risk."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from environment.choosing.budget import goals_of, within_budget
from environment.choosing.known_scenario import KnownScenario
from environment.choosing.noticed_defects import NoticedDefects
from environment.choosing.risk import Risk
from environment.evidence.baseline.committed import CommittedBaseline
from environment.evidence.baseline.scenario_id import ScenarioId


def _scenario(name: str, seconds: float = 1.0, stake: int = 2, smoke: bool = False) -> KnownScenario:
    return KnownScenario(name, ScenarioId("features/a.feature", name, "00000000"), stake, seconds, smoke)


def _goals(**goals: str) -> dict[str, frozenset[str]]:
    return {name: frozenset(reached) for name, reached in goals.items()}


def test_the_scenario_with_most_new_goals_for_its_time_is_next() -> None:
    scenarios = [_scenario("a"), _scenario("b"), _scenario("c"), _scenario("slow", 5.0)]
    goals = _goals(a="123", b="23", c="4", slow="12345")
    found = within_budget(scenarios, goals, Risk(), 2.0)
    assert found.names == {"a", "c"}
    assert (found.reached, found.goals, found.seconds) == (4, 5, 2.0)


def test_every_arrow_is_a_goal_beside_the_noticed_defects(tmp_path: Path) -> None:
    kept, new = _scenario("kept"), _scenario("new")
    called = "  checkout -> orders: PUT /checkouts/{id}/order | 1x 201\n"
    (tmp_path / "a.txt").write_text(f"\nkept [{kept.identity.digest}]\n{called}", "utf-8")
    noticed = NoticedDefects({"orders/one": frozenset({"kept"})})
    found = goals_of([kept, new], noticed, CommittedBaseline(tmp_path))
    assert found == {"kept": {"orders/one", "checkout -> orders"}, "new": frozenset()}


def test_smoke_scenarios_are_in_it_even_if_they_take_longer() -> None:
    found = within_budget([_scenario("smoke", 9.0, smoke=True), _scenario("b")], _goals(b="1"), Risk(), 2.0)
    assert found.names == {"smoke"}


def test_what_a_smoke_scenario_reaches_is_no_new_goal() -> None:
    scenarios = [_scenario("smoke", smoke=True), _scenario("same"), _scenario("other")]
    found = within_budget(scenarios, _goals(smoke="12", same="12", other="3"), Risk(), 2.0)
    assert found.names == {"smoke", "other"}


def test_what_is_left_of_the_time_goes_to_what_is_most_at_risk() -> None:
    scenarios = [_scenario("a"), _scenario("minor", stake=3), _scenario("blocker", stake=0)]
    assert within_budget(scenarios, _goals(a="1"), Risk(), 2.0).names == {"a", "blocker"}


def test_a_long_scenario_leaves_its_time_to_a_short_one() -> None:
    scenarios = [_scenario("long", 5.0, stake=0), _scenario("short", 1.0, stake=3)]
    assert within_budget(scenarios, {}, Risk(), 2.0).names == {"short"}


def test_with_time_for_all_all_are_in_it() -> None:
    scenarios = [_scenario("a"), _scenario("b", stake=0), _scenario("c", smoke=True)]
    assert within_budget(scenarios, _goals(a="1"), Risk(), 60.0).names == {"a", "b", "c"}


@given(
    st.lists(st.tuples(st.floats(0, 9), st.integers(0, 4), st.booleans(), st.sets(st.integers(0, 9)))),
    st.floats(0.1, 30),
)
def test_a_budget_is_never_exceeded_but_by_smoke_scenarios(
    drawn: list[tuple[float, int, bool, set[int]]], budget: float
) -> None:
    scenarios = [
        _scenario(str(i), seconds, stake, smoke) for i, (seconds, stake, smoke, _) in enumerate(drawn)
    ]
    goals = {str(i): frozenset(map(str, reached)) for i, (*_, reached) in enumerate(drawn)}
    found = within_budget(scenarios, goals, Risk(), budget)
    smoke = {each.name for each in scenarios if each.smoke}
    seconds = {each.name: each.seconds for each in scenarios}
    assert smoke <= found.names
    assert found.seconds == pytest.approx(sum(seconds[name] for name in found.names))
    assert found.seconds <= max(budget, sum(seconds[name] for name in smoke)) + 1e-6
    assert found.reached == len({goal for name in found.names for goal in goals[name]})
