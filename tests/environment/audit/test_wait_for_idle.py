from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from environment.audit.wait_for_idle import IdleCondition, move_past_backoffs, wait_for_idle
from environment.evidence.recording.exchange import Exchange


class _Readings:
    """The number of unfinished items at each reading. The last one repeats until backoffs are skipped."""

    def __init__(self, *readings: int, after_backoffs: int = 0) -> None:
        self._readings: Iterator[int] = iter(readings)
        self._last = -1
        self._after = after_backoffs
        self.skipped = 0

    def read(self) -> int:
        self._last = next(self._readings, self._last)
        return self._last

    def skip_backoffs(self) -> None:
        self.skipped += 1
        self._last = self._after


def _nothing_left(within: float, seen: _Readings, allowed: Callable[[int], bool] = lambda _: False) -> int:
    idle = IdleCondition[int](reached=lambda left: left == 0, allowed=allowed)
    return wait_for_idle(seen.read, idle, seen.skip_backoffs, within)


def test_an_idle_bookstore_is_read_once() -> None:
    seen = _Readings(0, 7)
    assert _nothing_left(5, seen) == 0
    assert seen.read() == 7


@pytest.mark.parametrize(
    ("ended", "faults", "moved"), [(9.0, (), True), (None, (), False), (None, ("held",), True)]
)
def test_the_clock_is_not_moved_while_a_service_works_on_a_call(
    ended: float | None, faults: tuple[str, ...], *, moved: bool
) -> None:
    leaps: list[timedelta] = []
    call = cast(Exchange, SimpleNamespace(ended=ended, faults=faults))
    move_past_backoffs(leaps.append, [call])
    assert bool(leaps) == moved


def test_work_in_flight_is_waited_for_without_moving_the_clock() -> None:
    seen = _Readings(3, 2, 2, 1, 0)
    assert _nothing_left(5, seen) == 0
    assert seen.skipped == 0


def test_backoffs_are_skipped_when_nothing_changes() -> None:
    seen = _Readings(1)
    assert _nothing_left(5, seen) == 0
    assert seen.skipped == 1


def test_allowed_work_ends_the_waiting_once_nothing_changes() -> None:
    seen = _Readings(3, 2, 1)
    assert _nothing_left(5, seen, allowed=lambda left: left == 1) == 1
    assert seen.skipped == 0


def test_allowed_work_may_still_end_by_itself() -> None:
    seen = _Readings(1, 1, 0)
    assert _nothing_left(5, seen, allowed=lambda left: left == 1) == 0


def test_the_waiting_ends_at_the_deadline_with_the_last_reading() -> None:
    assert _nothing_left(0.02, _Readings(1, after_backoffs=1)) == 1
