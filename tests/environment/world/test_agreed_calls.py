"""A crash table has the calls that came in every recording; the others are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from environment.tools.crash_points import JourneyRecording, write_tables
from environment.world.agreed_calls import (
    RecordedCall,
    agreed,
    numbered,
    read_recording,
    sometimes,
    write_recording,
)
from environment.world.crash_table import HEADINGS, MARK, CrashTable

ORDER = RecordedCall("order", "checkout -> orders")
CAPTURE = RecordedCall("capture", "checkout -> payments")
WEBHOOK = RecordedCall("webhook", "gateway -> payments")
LOOK = RecordedCall("look", "payments -> gateway")
NAME = "killed.feature"


def written(folder: Path, *recordings: list[RecordedCall]) -> tuple[list[str], list[str]]:
    """The calls of the table that is written for these recordings, and what was left out."""
    head = f"Feature: Killed\n\n      {MARK}\n      Examples: why\n        | {' | '.join(HEADINGS)} |\n"
    (folder / NAME).write_text(head, "utf-8")
    left_out = write_tables([{NAME: JourneyRecording(each)} for each in recordings], folder)
    return list(dict.fromkeys(row.call for row in CrashTable.read(folder / NAME).rows)), left_out


def test_a_call_that_came_once_by_chance_is_named_and_not_written(tmp_path: Path) -> None:
    calls, left_out = written(tmp_path, [ORDER, CAPTURE], [ORDER, CAPTURE, ORDER], [ORDER, CAPTURE])
    assert calls == ["the order from checkout to orders", "the capture from checkout to payments"]
    assert left_out == [
        f"{NAME} is without some calls: the order from checkout to orders came 1, 2 and 1 times"
    ]


def test_calls_that_always_repeat_are_numbered(tmp_path: Path) -> None:
    calls, left_out = written(tmp_path, [WEBHOOK, WEBHOOK, WEBHOOK], [WEBHOOK, WEBHOOK])
    assert calls == ["the 1st webhook from gateway to payments", "the 2nd webhook from gateway to payments"]
    assert left_out == [
        f"{NAME} is without some calls: the webhook from gateway to payments came 3 and 2 times"
    ]


def test_an_operation_that_one_recording_lacks_is_not_written(tmp_path: Path) -> None:
    calls, left_out = written(tmp_path, [ORDER], [CAPTURE, ORDER])
    assert calls == ["the order from checkout to orders"]
    assert left_out == [
        f"{NAME} is without some calls: the capture from checkout to payments came 0 and 1 times"
    ]


def test_an_optional_call_is_named_even_if_it_came_each_time(tmp_path: Path) -> None:
    calls, left_out = written(tmp_path, [ORDER, LOOK], [ORDER, LOOK])
    assert calls == ["the order from checkout to orders"]
    assert left_out == [f"{NAME} is without a call: the look from payments to gateway is optional"]


def test_a_journey_that_one_run_has_not_recorded_keeps_its_table(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("as it was", "utf-8")
    assert write_tables([{NAME: JourneyRecording([ORDER])}, {}], tmp_path) == [
        f"{NAME} is not written: 1 of 2 runs have recorded it"
    ]
    assert (tmp_path / NAME).read_text("utf-8") == "as it was"


def test_a_call_that_a_fault_answered_is_counted_and_left_out() -> None:
    answered_by_fault = RecordedCall("order", "checkout -> orders", reached=False)
    assert list(numbered(agreed([[answered_by_fault, ORDER]]))) == ["the 2nd order from checkout to orders"]
    assert sometimes([[ORDER], [ORDER]]) == []


def test_a_recording_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "recordings" / "killed.json"
    write_recording(path, [ORDER, LOOK])
    assert list(read_recording(path)) == [ORDER, LOOK]


@pytest.mark.parametrize("feature", sorted(Path("features/resilience").glob("killed_*.feature")))
def test_optional_calls_that_a_table_has_are_kept(feature: Path) -> None:
    table = CrashTable.read(feature)
    certain = [row for row in table.rows if not row.is_optional]
    assert table.with_points(certain) == feature.read_text("utf-8")
