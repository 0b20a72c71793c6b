"""Orders of scenarios by what they are worth for a change."""

from __future__ import annotations

from environment.choosing.likely.likeness import Likeness, words_of
from environment.choosing.likely.ranks import in_order, in_turn
from tests.environment.choosing.likely.scenarios import scenario as _scenario


def test_stakes_then_what_is_specific_then_what_is_quick() -> None:
    scenarios = [
        _scenario("slow", seconds=2.0), _scenario("quick", seconds=0.1), _scenario("specific", seconds=9.0),
        _scenario("blocker", stake=0, seconds=9.0),
    ]  # fmt: skip
    weights = {each.identity: 0.1 for each in scenarios} | {scenarios[2].identity: 0.5}
    assert in_order(scenarios, weights, {}) == ("blocker", "specific", "quick", "slow")


def test_each_feature_has_its_turn_before_the_second_scenario_of_one() -> None:
    scenarios = [
        _scenario("a1", 0, feature="a"),
        _scenario("a2", 0, feature="a"),
        _scenario("b1", 3, feature="b"),
    ]
    assert in_order(scenarios, {each.identity: 1.0 for each in scenarios}, {}) == ("a1", "b1", "a2")


def test_what_is_alike_comes_first_and_its_neighbors_are_worth_less() -> None:
    scenarios = [_scenario("a1", feature="a"), _scenario("a2", feature="a"), _scenario("b1", 0, feature="b")]
    weights = {each.identity: 1.0 for each in scenarios}
    assert in_order(scenarios, weights, {"a1": 0.5, "a2": 0.5, "b1": 0.45}) == ("a1", "b1", "a2")
    assert in_order(scenarios, weights, {"a1": 0.5, "a2": 0.5, "b1": 0.3}) == ("a1", "a2", "b1")


def test_alike_is_what_shares_rare_words() -> None:
    texts = {
        "refund": "The staff refunds the order twice",
        "cancel": "The customer cancels the order",
        "mail": "The order is confirmed by mail",
    }
    likeness = Likeness(texts).to(words_of("Cancellation of an order that is paid"))
    assert max(likeness, key=likeness.__getitem__) == "cancel"
    assert likeness["refund"] == likeness["mail"] == 0.0


def test_several_orders_have_their_turns() -> None:
    assert in_turn("abc", "cab") == ("a", "c", "b")


def test_the_words_of_a_constant_count_as_those_of_any_other_name() -> None:
    assert set(words_of("_UNPAID_SECONDS")) == set(words_of("unpaid seconds"))
    assert words_of("HTTPServer") == words_of("HTTP Server")
