"""The clock that scenarios move."""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bookstore.platform.clock import Alarm, SharedOffsetClock
from environment.doubles.clock import ClockFile, time_source


@pytest.mark.parametrize("umask", [0, 0o022, 0o777])
def test_only_the_owner_may_read_or_move_the_clock(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        clock = ClockFile(tmp_path / "clock")
    finally:
        os.umask(before)
    assert stat.S_IMODE(clock.path.stat().st_mode) == 0o600


def test_a_clock_file_is_not_created_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "clock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError):
        ClockFile(tmp_path / "clock")
    assert not (tmp_path / "elsewhere").exists()


def test_a_service_sees_a_move_at_once(tmp_path: Path) -> None:
    clock = ClockFile(tmp_path / "clock")
    seen_by_a_service = SharedOffsetClock(clock.path)
    clock.advance(timedelta(minutes=15))
    clock.advance(timedelta(microseconds=7))
    assert clock.offset == timedelta(minutes=15, microseconds=7)
    assert abs(seen_by_a_service.now() - clock.now()) < timedelta(seconds=1)


def test_reset_returns_to_the_time_of_the_machine(tmp_path: Path) -> None:
    clock = ClockFile(tmp_path / "clock")
    clock.advance(timedelta(days=400))
    clock.reset()
    assert clock.path.read_bytes() == bytes(8)


def test_time_cannot_go_back(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot go back by 0:00:01"):
        ClockFile(tmp_path / "clock").advance(timedelta(seconds=-1))


def test_a_double_reads_the_clock_file_that_the_environment_names(tmp_path: Path) -> None:
    clock = ClockFile(tmp_path / "clock")
    now = time_source({"CLOCK_FILE": str(clock.path)})
    clock.advance(timedelta(days=2))
    assert abs(now() - clock.now()) < timedelta(seconds=1)


def test_without_a_clock_file_a_double_has_the_time_of_the_machine() -> None:
    assert abs(time_source({})() - datetime.now(UTC)) < timedelta(seconds=1)


def test_a_clock_file_that_is_too_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clock").write_bytes(b"\x00")
    with pytest.raises(ValueError, match="length"):
        time_source({"CLOCK_FILE": str(tmp_path / "clock")})


def test_time_passes_quickly_until_the_block_ends(tmp_path: Path) -> None:
    clock = ClockFile(tmp_path / "clock")
    service, alarm = SharedOffsetClock(clock.path), Alarm()
    with clock.quickly():
        assert not service.wait(alarm, 3.0), "a service waits three seconds"
    offset = clock.offset
    assert offset >= timedelta(seconds=2)
    assert not service.wait(alarm, 0.1)
    assert clock.offset == offset
