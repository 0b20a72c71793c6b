"""What is learned from one half of the defects is tried on the other."""

from __future__ import annotations

import pytest

from environment.choosing.known_scenario import KnownScenario
from environment.choosing.noticed_defects import NoticedDefects
from environment.choosing.risk import Risk
from environment.evidence.baseline.scenario_id import ScenarioId
from environment.tools.selection.figures import (
    DefectSelection,
    group_line,
    halves,
    in_budget_line,
    order_line,
    part_until,
    parts_until_noticed,
)

_A, _B, _C, _D = (
    KnownScenario(name, ScenarioId("features/a.feature", name, "0"), 2, 1.0) for name in ("a", "b", "c", "d")
)
_NOTICED = NoticedDefects(
    {
        "1": frozenset({"d"}), "2": frozenset({"d"}),
        "3": frozenset({"a", "d"}), "4": frozenset({"d", "b"}),
    }
)  # fmt: skip


def test_halves_have_every_second_defect() -> None:
    first, second = halves(_NOTICED)
    assert (sorted(first.by_defect), sorted(second.by_defect)) == (["1", "3"], ["2", "4"])


def test_a_fixed_order_notices_each_defect_at_its_first_scenario() -> None:
    parts = parts_until_noticed(lambda _: [_A, _B, _C, _D], _NOTICED)
    assert sorted(parts) == pytest.approx([0.25, 0.5, 1.0, 1.0])
    assert order_line(parts) == "69% in the mean; 0% in the first tenth, 25% in the first third"


def test_an_order_that_has_learned_notices_them_sooner() -> None:
    order = [_A, _B, _C, _D]
    learned = parts_until_noticed(lambda half: Risk(noticed=half).order(order), _NOTICED)
    assert learned == pytest.approx([0.25] * 4)


def test_a_defect_that_no_scenario_of_the_order_notices_takes_the_whole_run() -> None:
    assert parts_until_noticed(lambda _: [_C], _NOTICED) == [1.0] * 4


def test_the_part_until_the_first_of_some_has_ended() -> None:
    assert part_until([_A, _B, _C, _D], {"b", "d"}, 8.0) == pytest.approx(0.25)
    assert part_until([_A, _B, _C, _D], {"e"}, 8.0) == 1.0


def test_a_budget_notices_what_the_seconds_have_room_for() -> None:
    assert in_budget_line([0.1, 0.5, 1.0], 240.0, 120.0) == "2 of 3"


def test_a_line_says_what_was_caught_of_what_was_noticed() -> None:
    group = [
        DefectSelection("1", True, 0.5, 0.2, 4, 3),
        DefectSelection("2", True, 0.1, 0.1, 2, 0),
        DefectSelection("3", True, 0.3, 0.3, 0, 0),
    ]
    assert group_line("on it", group) == (
        "on it: 3 defects, 30% of the time (20% of the scenarios with a map); the selection catches 1 of 2 "
        "that were noticed, by 3 of 6 scenarios that noticed them"
    )
    assert [each.missed for each in group] == [False, True, False]


def test_without_results_a_line_says_so() -> None:
    told = group_line("off it", [DefectSelection("1", False, 0.5, 0.25, 0, 0)])
    assert (
        told
        == "off it: 1 defects, 50% of the time (25% of the scenarios with a map); none of them has a result"
    )
