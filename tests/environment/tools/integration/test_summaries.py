"""What the commands say: which level is red, what it has added, and which stub has drifted."""

from __future__ import annotations

from pathlib import Path

from environment.tools.integration.__main__ import summary
from environment.tools.integration.level_run import LevelRun, scenarios_in
from environment.tools.integration.stubs import compared
from environment.topology.integration import integration_orders

LEVELS = integration_orders().all_levels("top-down")


def run(green: bool = True, **scenarios: str) -> LevelRun:
    return LevelRun(green, 1.5, scenarios)


def test_a_red_level_names_the_integration_points_that_it_has_added() -> None:
    first, second = run(one="passed"), run(False, one="passed", two="failed")
    text = "\n".join(summary([(LEVELS[0], first), (LEVELS[1], second)]))
    assert text.endswith(
        "Level 2 of top-down is red. Every earlier level was green. This one has added, and the fault lies "
        "there: cart -> inventory, cart -> pricing, checkout -> inventory, checkout -> pricing."
    )


def test_a_red_first_level_names_what_is_real_there() -> None:
    text = "\n".join(summary([(LEVELS[0], run(False, one="failed"))]))
    assert (
        "It is the first level, with these integration points between real parts: checkout -> cart." in text
    )


def test_a_red_half_of_a_sandwich_builds_on_no_other_level() -> None:
    halves = integration_orders().all_levels("sandwich")[:2]
    text = "\n".join(summary([(halves[0], run(one="passed")), (halves[1], run(False, one="failed"))]))
    assert "Level 2 of sandwich is red. It builds on no other level, with these integration points" in text
    assert "Every earlier level" not in text


def test_what_each_level_proves_is_counted_by_folder_and_what_the_last_alone_proves() -> None:
    names = [f"features.{folder}.one.One: {number}" for folder in ("carts", "mails") for number in "ab"]
    first = LevelRun(True, 1.5, {names[0]: "passed"})
    second = LevelRun(True, 1.5, dict.fromkeys(names, "passed"))
    lines = [line.split() for line in summary([(LEVELS[0], first), (LEVELS[1], second)])]
    assert ["carts", "1", "2", "1"] in lines
    assert ["mails", "2", "2"] in lines


def test_each_level_says_what_it_is_the_first_to_prove() -> None:
    first, second = run(one="passed"), run(one="passed", two="passed")
    lines = [*summary([(LEVELS[0], first), (LEVELS[1], second)])]
    assert lines[0] == "green     1.5 s  1 scenarios passed, 1 of them at no earlier level"
    assert lines[2] == "green     1.5 s  2 scenarios passed, 1 of them at no earlier level"


def test_a_stub_that_does_other_than_its_service_has_drifted() -> None:
    both = run(one="passed", two="passed")
    assert [*compared("orders", both, both)] == []
    assert [*compared("orders", both, run(one="failed", two="passed"))] == [
        "the stub of orders has drifted from its service (failed): one"
    ]
    assert [*compared("orders", both, run(one="passed"))] == [
        "the stub of orders has drifted from its service (missing): two"
    ]


def test_a_scenario_that_the_service_fails_says_nothing_of_the_stub() -> None:
    assert [*compared("orders", run(one="failed", two="passed"), run(one="passed", two="passed"))] == [
        "orders itself is failed: one"
    ]


def test_without_a_green_scenario_nothing_is_held() -> None:
    (said,) = compared("orders", run(), run())
    assert said.startswith("orders: no scenario has passed against the service itself")


def test_a_level_that_tells_of_no_scenario_is_empty_and_not_red() -> None:
    (line, *_) = summary([(LEVELS[0], run(False))])
    assert line == "empty     1.5 s  0 scenarios passed, 0 of them at no earlier level"


def test_what_scenarios_have_ended_with_is_read_from_the_results(tmp_path: Path) -> None:
    case = '<testcase classname="f.A" name="{}" status="{}"/>'
    cases = case.format("one", "passed") + case.format("two", "error")
    (tmp_path / "TESTS-f.xml").write_text(f"<testsuite>{cases}</testsuite>", "utf-8")
    assert dict(scenarios_in(tmp_path)) == {"f.A: one": "passed", "f.A: two": "error"}


def test_a_feature_has_one_name_whichever_folder_was_asked_for(tmp_path: Path) -> None:
    case = '<testcase classname="{}buying_two_titles.Buying two titles" name="one" status="passed"/>'
    for place in ("", "features.journeys."):
        (tmp_path / "TESTS-f.xml").write_text(f"<testsuite>{case.format(place)}</testsuite>", "utf-8")
        assert [*dict(scenarios_in(tmp_path))] == [
            "features.journeys.buying_two_titles.Buying two titles: one"
        ]
