"""Baselines are kept from run to run, and a damaged file counts as empty."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from environment.evidence.diagnosis.baselines import Baselines, key_of
from environment.evidence.diagnosis.call_profile import profile_of
from tests.environment.evidence.recording.sample_exchanges import RecordedCheckout, exchange

KEY = key_of("features/journeys/buying.feature", "A customer buys")


def saved(path: Path) -> Baselines:
    baselines = Baselines(path)
    baselines.learn(KEY, RecordedCheckout().exchanges())
    baselines.save()
    return Baselines(path)


def test_a_green_run_is_known_to_the_next_run(tmp_path: Path) -> None:
    baselines = saved(tmp_path / "reports" / "green-baselines.json")
    assert baselines.of(KEY) == [profile_of(RecordedCheckout().exchanges())]
    assert baselines.of("another") == []


def test_two_different_profiles_are_kept_and_the_newest_is_last(tmp_path: Path) -> None:
    baselines = saved(tmp_path / "green.json")
    prices = (2100, 2200, 1900)
    for price in prices:
        baselines.learn(
            KEY, RecordedCheckout().change("checkout -> pricing", answer_body={"amount": price}).exchanges()
        )
    baselines.save()

    kept = Baselines(tmp_path / "green.json").of(KEY)
    quotes = [call.values for profile in kept for call in profile if call.arrow == "checkout -> pricing"]
    assert quotes == [{"the answer's amount": [2200]}, {"the answer's amount": [1900]}]


def test_a_scenario_with_other_steps_has_no_green_run_yet() -> None:
    assert key_of("a.feature", "buys", ["Given 1 copy"]) != key_of("a.feature", "buys", ["Given 2 copies"])


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"version": 99}', '{"version": 1, "scenarios": {"x": [[1]]}}', "\x00"]
)
def test_a_damaged_file_is_an_empty_one(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "green.json"
    path.write_text(damage)
    assert Baselines(path).of(KEY) == []
    assert saved(path).of(KEY)


def test_no_temporary_file_is_left_and_nothing_is_written_without_a_new_profile(tmp_path: Path) -> None:
    saved(tmp_path / "green.json").save()
    assert [each.name for each in tmp_path.iterdir()] == ["green.json"]
    Baselines(tmp_path / "none.json").save()
    assert not (tmp_path / "none.json").exists()


def test_ids_times_and_secrets_are_no_part_of_a_profile() -> None:
    answer_body = {
        "created": 1_700_000_000,
        "token": 7,
        "order_number": "BK-7Q2M-4HXW",
        "state": "paid",
        "lines": [{"n": 2}],
    }
    path = (
        f"/orders/BK-7Q2M-4HXW/{'-'.join('1' * n for n in (8, 4, 4, 4, 12))}/9784117738711/pi_3abcdefgh?x=1"
    )
    [call] = profile_of([exchange(1, "checkout -> orders", f"PUT {path}", answer_body=answer_body)])

    assert call.operation == "PUT /orders/{order}/{id}/{sku}/{id}"
    assert call.values == {"the answer's state": ["paid"], "the answer's lines[0].n": [2]}


def test_a_value_with_many_variants_is_not_compared() -> None:
    calls = [
        exchange(n, "cart -> inventory", "GET /availability", answer_body={"available": n}) for n in range(9)
    ]
    [call] = profile_of(calls)
    assert (call.count, call.values) == (9, {"the answer's available": []})


def test_the_baseline_of_a_scenario_is_bounded(tmp_path: Path) -> None:
    answer_body = {f"field{n}": n for n in range(500)}
    calls = [exchange(n, "a -> b", f"PUT /kind{n}", answer_body=answer_body) for n in range(500)]
    baselines = Baselines(tmp_path / "green.json")
    baselines.learn(KEY, calls)
    baselines.save()

    assert len(json.dumps(baselines.of(KEY)[0][0].as_json())) < 1000
    assert (tmp_path / "green.json").stat().st_size < 60_000
