"""A scenario that was red is remembered until it was green for many runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.choosing.recently_red import keep_red, recently_red


def test_a_red_scenario_is_remembered_with_how_often_it_was_green_since(tmp_path: Path) -> None:
    file = tmp_path / "reports" / "red.json"
    keep_red({"a": True, "b": False}, file)
    keep_red({"a": False}, file)
    keep_red({"b": True}, file)
    assert recently_red(file) == {"a": 1, "b": 0}


def test_a_scenario_that_was_green_twenty_times_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "red.json"
    keep_red({"a": True, "b": True}, file)
    for _ in range(20):
        keep_red({"a": False}, file)
    assert recently_red(file) == {"b": 0}


@pytest.mark.parametrize("damage", ["", "{", "[1]", '{"a": []}'])
def test_a_damaged_file_is_an_empty_one(tmp_path: Path, damage: str) -> None:
    file = tmp_path / "red.json"
    file.write_text(damage, "utf-8")
    assert recently_red(file) == {}
