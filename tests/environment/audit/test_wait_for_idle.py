from collections.abc import Callable, Iterator

from environment.audit.wait_for_idle import Rest, look_until


class _Seen:
    """What is seen at each look; the last for all that follow, unless time passes."""

    def __init__(self, *looks: int, after_time_passed: int = 0) -> None:
        self._looks: Iterator[int] = iter(looks)
        self._last = -1
        self._after = after_time_passed
        self.times_passed = 0

    def look(self) -> int:
        self._last = next(self._looks, self._last)
        return self._last

    def let_time_pass(self) -> None:
        self.times_passed += 1
        self._last = self._after


def _nothing_left(within: float, seen: _Seen, expected: Callable[[int], bool] = lambda _: False) -> int:
    rest = Rest[int](reached=lambda left: left == 0, expected=expected)
    return look_until(seen.look, rest, seen.let_time_pass, within)


def test_whoever_is_at_rest_is_looked_at_once() -> None:
    seen = _Seen(0, 7)
    assert _nothing_left(5, seen) == 0
    assert seen.look() == 7


def test_what_is_in_flight_is_waited_for_without_moving_the_time() -> None:
    seen = _Seen(3, 2, 2, 1, 0)
    assert _nothing_left(5, seen) == 0
    assert seen.times_passed == 0


def test_what_waits_for_its_next_attempt_gets_its_time() -> None:
    seen = _Seen(1)
    assert _nothing_left(5, seen) == 0
    assert seen.times_passed == 1


def test_what_may_be_left_ends_the_waiting_once_nothing_changes() -> None:
    seen = _Seen(3, 2, 1)
    assert _nothing_left(5, seen, expected=lambda left: left == 1) == 1
    assert seen.times_passed == 0


def test_what_may_be_left_is_given_the_chance_to_be_done() -> None:
    seen = _Seen(1, 1, 0)
    assert _nothing_left(5, seen, expected=lambda left: left == 1) == 0


def test_the_waiting_ends_at_the_deadline_with_what_was_seen_last() -> None:
    assert _nothing_left(0.02, _Seen(1, after_time_passed=1)) == 1
