"""The machine's clock, and the one that is moved for all services at once."""

from __future__ import annotations

import struct
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Timer

import pytest

from bookstore.platform.clock import Alarm, Clock, SharedOffsetClock, SystemClock, clock_of

Move = Callable[[timedelta], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "clock"
    path.write_bytes(bytes(8))
    return path


@pytest.fixture
def move(file: Path) -> Move:
    def to(offset: timedelta) -> None:
        with file.open("r+b") as mapped:
            mapped.write(struct.pack("<q", offset // timedelta(microseconds=1)))

    return to


def _apart(one: datetime, other: datetime) -> float:
    return abs((one - other).total_seconds())


def test_without_a_clock_file_the_clock_is_the_machines() -> None:
    clock = clock_of({})
    assert isinstance(clock, SystemClock)
    assert _apart(clock.now(), datetime.now(UTC)) < 1
    assert clock.now().utcoffset() == timedelta(0)


def test_a_move_is_seen_at_once_by_every_clock_that_maps_the_file(file: Path, move: Move) -> None:
    clocks = [clock_of({"CLOCK_FILE": str(file)}), SharedOffsetClock(file)]
    move(timedelta(days=7))
    for clock in clocks:
        assert _apart(clock.now(), datetime.now(UTC) + timedelta(days=7)) < 1


def test_a_wait_ends_early_when_the_clock_is_moved_past_it(file: Path, move: Move) -> None:
    clock = SharedOffsetClock(file)
    mover = Timer(0.05, move, [timedelta(hours=1)])
    mover.start()
    began = time.monotonic()
    assert clock.wait(Alarm(), 600) is False
    assert time.monotonic() - began < 1
    mover.join()


@pytest.mark.parametrize("moved", [False, True])
def test_a_wait_ends_early_when_it_is_woken(file: Path, moved: bool) -> None:
    clock: Clock = SharedOffsetClock(file) if moved else SystemClock()
    wake = Alarm()
    waker = Timer(0.05, wake.set)
    waker.start()
    began = time.monotonic()
    assert clock.wait(wake, 600) is True
    assert time.monotonic() - began < 1
    waker.join()


@pytest.mark.parametrize("seconds", [0.0, -5.0])
def test_a_wait_for_what_is_due_already_ends_at_once(file: Path, seconds: float) -> None:
    for clock in (SystemClock(), SharedOffsetClock(file)):
        began = time.monotonic()
        assert clock.wait(Alarm(), seconds) is False
        assert time.monotonic() - began < 0.5


def test_a_clock_file_that_is_too_short_is_refused(tmp_path: Path) -> None:
    (tmp_path / "clock").write_bytes(b"1234")
    with pytest.raises(ValueError, match=r"."):
        SharedOffsetClock(tmp_path / "clock")


def test_a_wait_does_not_last_as_long_as_the_clock_was_set_back(file: Path, move: Move) -> None:
    move(timedelta(hours=1))
    clock = SharedOffsetClock(file)
    mover = Timer(0.05, move, [timedelta(0)])
    mover.start()
    began = time.monotonic()
    assert clock.wait(Alarm(), 0.2) is False
    assert time.monotonic() - began < 1
    mover.join()
