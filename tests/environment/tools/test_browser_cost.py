"""What a scenario costs more through the browser, from the seconds of both ways."""

from __future__ import annotations

from environment.tools.bench.browser import cost_of


def test_each_scenario_is_compared_with_itself() -> None:
    cost = cost_of(
        {"short": [0.4, 0.2, 0.3], "long": [2.0], "middling": [1.0]},
        {"short": [1.3], "long": [4.5, 4.4], "middling": [2.5]},
    )
    assert [round(each, 2) for each in cost.more] == [1.0, 1.5, 2.45]
    assert cost.lines() == (
        "3 scenarios, 1.00 s through the API, 2.50 s through the browser, in the median",
        "1.50 s more in the median, from 1.00 to 2.45; goal: at most 2",
    )


def test_a_scenario_that_was_green_in_one_way_alone_says_nothing() -> None:
    cost = cost_of({"both": [1.0], "not told by pages": [0.1]}, {"both": [2.0], "red through the API": [9.0]})
    assert list(cost.more) == [1.0]
    assert cost_of({"one": [1.0]}, {}).lines() == ("no scenario was green in both ways",)
