"""The order of the units, and what a worker sees of a feature."""

from __future__ import annotations

from pathlib import Path

import pytest
from behave.model import Feature
from behave.parser import parse_feature

from environment.evidence.baseline import committed
from environment.evidence.baseline.slow_scenarios import USUAL_SECONDS, written_list
from environment.session.workers.durations import (
    DURATIONS,
    durations_file,
    expected_durations,
    keep_durations,
    known_durations,
)
from environment.session.workers.units import Unit, isolated, longest_first, owners_of
from environment.settings import RunSettings

_TEXT = """
Feature: Carts
  Scenario: First
    Given a cart
  Rule: Copies are counted
    Scenario Outline: Second
      Given <copies> copies
      Examples:
        | copies |
        | 1      |
        | 2      |
    Scenario: Third
      Given a cart
"""


def _feature() -> Feature:
    return parse_feature(_TEXT, filename="features/carts.feature")


def _units(feature: Feature) -> list[Unit]:
    return [Unit(number, scenario) for number, scenario in enumerate(feature.walk_scenarios())]


def _titles(units: list[Unit]) -> list[str]:
    return [unit.scenario.name for unit in units]


def test_the_longest_comes_first() -> None:
    first, second, third, fourth = _units(_feature())
    seconds = {first.key: 1.0, second.key: 9.0, third.key: 0.1, fourth.key: 4.0}
    assert longest_first([first, second, third, fourth], seconds) == [second, fourth, first, third]


def test_units_without_a_known_duration_come_first_in_the_order_of_the_features() -> None:
    first, second, third, fourth = _units(_feature())
    seconds = {first.key: 1.0, third.key: 500.0}
    assert longest_first([first, second, third, fourth], seconds) == [second, fourth, third, first]


def test_each_row_of_an_outline_has_a_name_of_its_own() -> None:
    assert len({unit.key for unit in _units(_feature())}) == 4


def test_a_row_is_alone_in_its_feature_and_afterwards_nothing_is_missing() -> None:
    feature = _feature()
    row = feature.walk_scenarios()[2]
    with isolated(row) as held:
        assert held is feature
        assert [each is row for each in feature.walk_scenarios()] == [True]
        assert [rule.name for rule in feature.iter_rules()] == ["Copies are counted"]
    assert len(feature.walk_scenarios()) == 4
    assert feature.walk_scenarios()[2] is row


def test_a_scenario_of_no_rule_is_alone_without_any_rule() -> None:
    feature = _feature()
    with isolated(feature.walk_scenarios()[0]):
        assert [each.name for each in feature.run_items] == ["First"]


def test_rule_and_feature_own_a_row() -> None:
    feature = _feature()
    assert [owner.name for owner in owners_of(feature.walk_scenarios()[1])] == ["Copies are counted", "Carts"]
    assert [owner.name for owner in owners_of(feature.walk_scenarios()[0])] == ["Carts"]


def test_durations_are_kept_from_run_to_run(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "durations.json"
    keep_durations({"a": 1.0, "b": 2.0}, path)
    keep_durations({"b": 3.0}, path)
    assert known_durations(path) == {"a": 1.0, "b": 3.0}


def test_a_fresh_clone_goes_by_the_baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "baseline").mkdir()
    (tmp_path / "baseline" / committed.SLOW).write_text(written_list({"b": 30}), "utf-8")
    assert expected_durations("ab") == {"a": USUAL_SECONDS, "b": 30}
    keep_durations({"a": 7.0})
    assert expected_durations("ab") == {"a": 7.0}


def test_each_way_of_running_has_durations_of_its_own() -> None:
    ways = [
        {},
        {"through": "browser"},
        {"stack": "containers"},
        {"stack": "attach", "target": "shop.toml"},
        {"integration": "top-down", "level": "1"},
        {"integration": "top-down", "level": "2"},
        {"real": "cart,inventory"},
    ]
    files = [durations_file(RunSettings.parse(each)) for each in ways]
    assert files[0] == DURATIONS
    assert len(set(files)) == len(files), files


def test_a_damaged_file_of_durations_is_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "durations.json"
    assert known_durations(path) == {}
    for damage in ("{", "[1]", '{"a": []}'):
        path.write_text(damage, "utf-8")
        assert known_durations(path) == {}
