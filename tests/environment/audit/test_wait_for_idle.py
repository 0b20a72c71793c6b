from collections.abc import Callable, Iterator

from environment.audit.wait_for_idle import IdleCondition, wait_for_idle


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
