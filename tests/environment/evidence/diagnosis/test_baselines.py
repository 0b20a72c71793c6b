"""What green scenarios looked like outlives the run, and a damaged memory costs nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from environment.evidence.diagnosis.baselines import GreenRuns, key_of
from environment.evidence.diagnosis.call_profile import pattern_of
from tests.environment.evidence.recording.scenes import Checkout, exchange

KEY = key_of("features/journeys/buying.feature", "A customer buys")


def remembered(path: Path) -> GreenRuns:
    runs = GreenRuns(path)
    runs.learn(KEY, Checkout().exchanges())
    runs.save()
    return GreenRuns(path)


def test_a_green_run_is_known_to_the_next_run(tmp_path: Path) -> None:
    runs = remembered(tmp_path / "reports" / "green-runs.json")
    assert runs.of(KEY) == [pattern_of(Checkout().exchanges())]
    assert runs.of("another") == []


def test_two_different_ways_to_be_green_are_kept_and_the_newest_is_last(tmp_path: Path) -> None:
    runs = remembered(tmp_path / "green.json")
    prices = (2100, 2200, 1900)
    for price in prices:
        runs.learn(KEY, Checkout().change("checkout -> pricing", says={"amount": price}).exchanges())
    runs.save()

    kept = GreenRuns(tmp_path / "green.json").of(KEY)
    quotes = [habit.values for pattern in kept for habit in pattern if habit.arrow == "checkout -> pricing"]
    assert quotes == [{"the answer's amount": [2200]}, {"the answer's amount": [1900]}]


def test_a_scenario_with_other_steps_has_no_green_run_yet() -> None:
    assert key_of("a.feature", "buys", ["Given 1 copy"]) != key_of("a.feature", "buys", ["Given 2 copies"])


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"version": 99}', '{"version": 1, "scenarios": {"x": [[1]]}}', "\x00"]
)
def test_a_damaged_file_is_an_empty_one(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "green.json"
    path.write_text(damage)
    assert GreenRuns(path).of(KEY) == []
    assert remembered(path).of(KEY)


def test_nothing_is_left_beside_the_file_and_nothing_is_written_without_news(tmp_path: Path) -> None:
    remembered(tmp_path / "green.json").save()
    assert [each.name for each in tmp_path.iterdir()] == ["green.json"]
    GreenRuns(tmp_path / "none.json").save()
    assert not (tmp_path / "none.json").exists()


def test_ids_times_and_secrets_are_no_part_of_a_pattern() -> None:
    says = {
        "created": 1_700_000_000,
        "token": 7,
        "order_number": "BK-7Q2M-4HXW",
        "state": "paid",
        "lines": [{"n": 2}],
    }
    path = (
        f"/orders/BK-7Q2M-4HXW/{'-'.join('1' * n for n in (8, 4, 4, 4, 12))}/9784117738711/pi_3abcdefgh?x=1"
    )
    [habit] = pattern_of([exchange(1, "checkout -> orders", f"PUT {path}", says=says)])

    assert habit.operation == "PUT /orders/{order}/{id}/{sku}/{id}"
    assert habit.values == {"the answer's state": ["paid"], "the answer's lines[0].n": [2]}


def test_a_value_that_differs_all_the_time_is_not_a_fixed_one() -> None:
    calls = [exchange(n, "cart -> inventory", "GET /availability", says={"available": n}) for n in range(9)]
    [habit] = pattern_of(calls)
    assert (habit.count, habit.values) == (9, {"the answer's available": []})


def test_the_memory_of_a_scenario_is_bounded(tmp_path: Path) -> None:
    says = {f"field{n}": n for n in range(500)}
    calls = [exchange(n, "a -> b", f"PUT /kind{n}", says=says) for n in range(500)]
    runs = GreenRuns(tmp_path / "green.json")
    runs.learn(KEY, calls)
    runs.save()

    assert len(json.dumps(runs.of(KEY)[0][0].as_json())) < 1000
    assert (tmp_path / "green.json").stat().st_size < 60_000
