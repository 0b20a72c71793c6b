"""Few scenarios are selected, and each sentence is asked in one of them."""

from __future__ import annotations

from environment.tools.falsify.selection import cover


def test_one_scenario_with_every_sentence_is_enough() -> None:
    assert cover({"a": {"x"}, "b": {"x", "y"}}, {"a": 1.0, "b": 1.0}) == {"b": ["x", "y"]}


def test_each_sentence_is_asked_once() -> None:
    found = cover({"a": {"x", "y", "z"}, "b": {"z", "w"}}, {"a": 3.0, "b": 4.0})
    assert found == {"a": ["x", "y", "z"], "b": ["w"]}


def test_an_expensive_scenario_is_chosen_only_for_a_sentence_that_no_other_has() -> None:
    uses = {"load": {"x", "y"}, "quick": {"x"}}
    assert cover(uses, {"load": 50.0, "quick": 4.0}) == {"quick": ["x"], "load": ["y"]}
    assert cover(uses | {"other": {"y"}}, {"load": 50.0, "quick": 4.0, "other": 4.0}) == {
        "quick": ["x"],
        "other": ["y"],
    }


def test_nothing_is_chosen_where_no_sentence_is_used() -> None:
    assert cover({"a": set()}, {"a": 1.0}) == {}


def test_a_sentence_about_one_of_several_actors_is_asked_where_there_are_several() -> None:
    alone, among_others = ("x", False), ("x", True)
    assert cover({"a": {alone}, "b": {alone, among_others}}, {"a": 1.0, "b": 4.0})["b"] == [among_others]
