"""How the scenarios of a run are split into shards."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from behave.configuration import Configuration
from behave.parser import parse_feature

from environment.evidence.baseline import committed
from environment.evidence.baseline.slow_scenarios import written_list
from environment.session.selection import key_of, selected
from environment.session.shards.shard import Shard, split, take_shard
from environment.settings import RunSettingsError

_CARTS = """
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
    @smoke
    Scenario: Third
      Given a cart
    @planned
    Scenario: Fourth
      Given a cart
"""
_ORDERS = """
Feature: Orders
  Rule: Orders are numbered
    @smoke
    Scenario: Fifth
      Given an order
    Scenario: Sixth
      Given an order
"""


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def features() -> list[Any]:
    texts = {"features/carts.feature": _CARTS, "features/orders.feature": _ORDERS}
    return [parse_feature(text, filename=name) for name, text in texts.items()]


def config(*arguments: str) -> Configuration:
    return Configuration(["--tags=not @planned", *arguments], load_config=False)


def names_in(shard: str, *arguments: str, of: list[Any] | None = None) -> list[str]:
    """The names that run in a shard of the features."""
    parsed, configured = of or features(), config(*arguments)
    take_shard(Shard.parse(shard), parsed, configured)
    return [scenario.name for scenario in selected(parsed, configured)]


def test_a_shard_is_a_number_of_how_many() -> None:
    assert Shard.parse("2/5") == Shard(2, 5)
    assert str(Shard(2, 5)) == "2/5"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0/5", "-D shard=0/5: of 5 the shards are 1/5 to 5/5"),
        ("6/5", "-D shard=6/5: of 5 the shards are 1/5 to 5/5"),
        ("1/0", "-D shard=1/0: a run has at least one shard, shard=1/1"),
        ("x", "-D shard=x: write which shard it is, and of how many, such as shard=2/5"),
        ("", "-D shard=: write which shard it is"),
        ("2", "-D shard=2: write which shard it is"),
        ("-1/5", "-D shard=-1/5: write which shard it is"),
        ("1/5/5", "-D shard=1/5/5: write which shard it is"),
        ("²/5", "-D shard=²/5: write which shard it is"),
        (" 1/5", "-D shard= 1/5: write which shard it is"),
    ],
)
def test_a_text_that_names_no_shard_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(RunSettingsError) as refused:
        Shard.parse(text)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("shards", [1, 2, 3, 5, 40])
def test_shards_take_about_the_same_time(shards: int) -> None:
    chance = random.Random(shards)
    seconds = [chance.choice((0.6, 0.6, 0.6, 3.0, 10.0, 30.0)) for _ in range(400)]
    totals = [0.0] * shards
    for number, took in zip(split(seconds, shards), seconds, strict=True):
        totals[number - 1] += took
    assert max(totals) <= 1.02 * sum(seconds) / shards


def test_a_scenario_longer_than_all_others_has_a_shard_of_its_own() -> None:
    assert split([1.0, 1.0, 1.0, 60.0], 2) == [2, 2, 2, 1]


@pytest.mark.parametrize("shards", [1, 2, 3, 6])
@pytest.mark.parametrize("arguments", [(), ("--tags=@smoke or not @smoke",), ("--name=S", "--name=i")])
def test_each_selected_scenario_is_in_exactly_one_shard(shards: int, arguments: tuple[str, ...]) -> None:
    everything = [scenario.name for scenario in selected(features(), config(*arguments))]
    if len(everything) < shards:
        pytest.skip("fewer scenarios than shards")
    found = [names_in(f"{number}/{shards}", *arguments) for number in range(1, shards + 1)]
    assert all(found)
    assert sorted(name for names in found for name in names) == sorted(everything)


def test_the_order_of_the_files_changes_no_shard() -> None:
    assert sorted(names_in("1/3", of=features()[::-1])) == sorted(names_in("1/3"))


def test_a_new_scenario_is_in_one_shard_as_well() -> None:
    text = "Feature: New\n  Scenario: Seventh\n    Given a title\n"
    new = parse_feature(text, filename="features/new.feature")
    found = [name for number in (1, 2) for name in names_in(f"{number}/2", of=[*features(), new])]
    assert found.count("Seventh") == 1


def test_the_seconds_are_those_of_the_baseline_and_not_those_of_the_machine(working_folder: Path) -> None:
    """The third scenario alone takes a minute: it has a shard for itself, on every machine."""
    third = features()[0].walk_scenarios()[3]
    (working_folder / "baseline").mkdir()
    (working_folder / "baseline" / committed.SLOW).write_text(written_list({key_of(third): 60}), "utf-8")
    (working_folder / "reports").mkdir()
    (working_folder / "reports/durations.json").write_text('{"features/carts.feature: First": 900}', "utf-8")
    assert names_in("1/2") == ["Third"]


def test_a_list_of_seconds_that_cannot_be_read_is_one_sentence(working_folder: Path) -> None:
    (working_folder / "baseline").mkdir()
    (working_folder / "baseline" / committed.SLOW).write_text("<<<<<<< HEAD\n", "utf-8")
    with pytest.raises(RunSettingsError, match=r"slow-scenarios\.txt: no seconds .*make baseline writes"):
        names_in("1/2")


def test_fewer_scenarios_than_shards_are_refused_in_every_shard() -> None:
    for number in (1, 3):
        with pytest.raises(RunSettingsError) as refused:
            names_in(f"{number}/3", "--tags=@smoke")
        assert str(refused.value) == (
            f"-D shard={number}/3: the selection has fewer scenarios (2) than shards; split it into 2 at most"
        )


def test_a_selection_without_any_scenario_is_left_to_the_runner() -> None:
    assert names_in("1/3", "--name=nonsense") == []


def test_features_and_rules_without_a_scenario_in_the_shard_do_not_run_at_all() -> None:
    parsed, configured = features(), config("--name=Sixth")
    take_shard(Shard(1, 1), parsed, configured)
    carts, orders = parsed
    assert not carts.should_run(configured)
    assert not any(rule.should_run(configured) for rule in carts.iter_rules())
    assert orders.should_run(configured)
