"""A journal keeps every line that was written whole, of all processes, and stays within its size."""

from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from environment.session.history.journal import Journal

MOST = 10_000


def numbers(file: Path) -> list[int]:
    return [entry["number"] for entry in Journal(file, MOST).read()]


def test_entries_come_back_in_their_order(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "runs.jsonl"
    for number in range(3):
        Journal(file, MOST).append({"number": number})
    assert numbers(file) == [0, 1, 2]


def test_without_a_file_there_are_none(tmp_path: Path) -> None:
    assert Journal(tmp_path / "runs.jsonl", MOST).read() == []


@pytest.mark.parametrize("cut", ['{"number": 7', '{"number"', "[1]", "\x00", '"ünfi'])
def test_a_line_cut_short_by_a_kill_is_passed_over_and_damages_no_other(tmp_path: Path, cut: str) -> None:
    file = tmp_path / "runs.jsonl"
    Journal(file, MOST).append({"number": 1})
    with file.open("ab") as lines:
        lines.write(cut.encode()[: len(cut.encode())])
    Journal(file, MOST).append({"number": 2})
    assert numbers(file) == [1, 2]


def test_a_character_cut_in_the_middle_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "runs.jsonl"
    file.write_bytes('{"number": 1}\n{"title": "Dü'.encode()[:-1])
    assert numbers(file) == [1]


def test_the_oldest_go_where_it_grows_too_large_and_the_newest_stays(tmp_path: Path) -> None:
    file, most = tmp_path / "runs.jsonl", 600
    for number in range(200):
        Journal(file, most).append({"number": number})
        assert file.stat().st_size <= most + len(json.dumps({"number": number})) + 1
    kept = numbers(file)
    assert kept == list(range(kept[0], 200))
    assert len(kept) > 20


def test_an_entry_larger_than_the_journal_is_kept_alone(tmp_path: Path) -> None:
    file = tmp_path / "runs.jsonl"
    for number in range(3):
        Journal(file, 10).append({"number": number, "long": "x" * 100})
    assert [entry["number"] for entry in Journal(file, 10).read()] == [2]


def test_processes_that_append_at_once_lose_no_line(tmp_path: Path) -> None:
    file = tmp_path / "runs.jsonl"
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_write, args=(file, first)) for first in range(0, 400, 100)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert sorted(numbers(file)) == list(range(400))


def _write(file: Path, first: int) -> None:
    for number in range(first, first + 100):
        Journal(file, 1_000_000).append({"number": number})
