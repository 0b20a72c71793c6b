"""Where most is at risk for a second of the run comes first."""

from __future__ import annotations

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.noticed_defects import NoticedDefects
from environment.choosing.risk import Risk
from environment.evidence.baseline.scenario_id import ScenarioId


def _scenario(name: str, stake: int = 2, seconds: float = 1.0) -> KnownScenario:
    return KnownScenario(name, ScenarioId("features/a.feature", name, "0"), stake, seconds)


_MINOR, _BLOCKER = _scenario("minor", 3), _scenario("blocker", 0)


def _names(risk: Risk, *scenarios: KnownScenario) -> list[str]:
    return [each.name for each in risk.order(scenarios)]


def test_a_blocker_comes_before_what_matters_less() -> None:
    assert _names(Risk(), _MINOR, _BLOCKER) == ["blocker", "minor"]


def test_what_has_changed_comes_before_a_blocker() -> None:
    assert _names(Risk(changed={_MINOR.identity: 1.0}), _BLOCKER, _MINOR) == ["minor", "blocker"]


def test_what_was_red_lately_comes_before_what_was_red_long_ago() -> None:
    old = _scenario("old", 3)
    assert _names(Risk(red={"old": 9, "minor": 0}), old, _BLOCKER, _MINOR) == ["minor", "blocker", "old"]


def test_what_alone_notices_a_defect_comes_before_what_others_notice_as_well() -> None:
    noticed = NoticedDefects({"one": frozenset({"minor"}), "two": frozenset({"blocker", "third"})})
    assert _names(Risk(noticed=noticed), _BLOCKER, _MINOR) == ["minor", "blocker"]


def test_a_quick_scenario_comes_before_a_slow_one_with_the_same_risk() -> None:
    assert _names(Risk(), _scenario("slow", seconds=9.0), _scenario("quick", seconds=0.5)) == [
        "quick",
        "slow",
    ]


def test_equal_scenarios_keep_the_order_of_the_files() -> None:
    assert _names(Risk(), _scenario("b"), _scenario("a")) == ["b", "a"]


def test_a_scenario_that_took_no_time_has_a_finite_risk() -> None:
    assert Risk().for_each_second(_scenario("at once", seconds=0.0)) < 100


def test_a_scenario_counts_for_what_none_before_it_covers() -> None:
    covers = {
        "all": frozenset("1234"), "most": frozenset("123"), "other": frozenset("56"), "none": frozenset[str]()
    }  # fmt: skip
    scenarios = [_scenario(name) for name in ("none", "most", "other", "all")]
    assert _names(Risk(covers=covers), *scenarios) == ["all", "other", "none", "most"]


def test_what_has_begun_is_covered() -> None:
    covers = {"begun": frozenset("12"), "same": frozenset("12"), "new": frozenset("3")}
    ordered = Risk(covers=covers).order([_scenario("same"), _scenario("new")], begun=[_scenario("begun")])
    assert [each.name for each in ordered] == ["new", "same"]
