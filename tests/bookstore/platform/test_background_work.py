"""Background workers, and the pauses of the outbox."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.clock import Alarm, SystemClock
from bookstore.platform.outbox import pause_after
from bookstore.platform.worker import BackgroundWorker, pause_until


class _CountedRuns:
    """Counts its runs, and sets an event after enough of them."""

    def __init__(self, pause: float, enough: int = 1) -> None:
        self.count = 0
        self.done = Event()
        self._pause = pause
        self._enough = enough

    def __call__(self) -> float:
        self.count += 1
        if self.count >= self._enough:
            self.done.set()
        return self._pause


@contextmanager
def _working(run_once: Callable[[], float]) -> Iterator[BackgroundWorker]:
    worker = BackgroundWorker("test", run_once, SystemClock())
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def test_a_worker_begins_with_what_is_due_already() -> None:
    runs = _CountedRuns(pause=600)
    with _working(runs):
        assert runs.done.wait(2)
    assert runs.count == 1


def test_a_worker_runs_again_when_its_pause_is_over() -> None:
    runs = _CountedRuns(pause=0.01, enough=3)
    with _working(runs):
        assert runs.done.wait(2)


def test_a_worker_that_is_woken_does_not_wait_for_its_pause() -> None:
    runs = _CountedRuns(pause=600)
    with _working(runs) as worker:
        assert runs.done.wait(2)
        runs.done.clear()
        worker.wake()
        assert runs.done.wait(2)


def test_a_wake_up_during_a_run_is_not_lost() -> None:
    begun, go_on, again = Event(), Event(), Event()

    def run_once() -> float:
        (again if begun.is_set() else begun).set()
        go_on.wait(2)
        return 600

    with _working(run_once) as worker:
        assert begun.wait(2)
        worker.wake()
        go_on.set()
        assert again.wait(2)


def test_a_worker_outlives_a_run_that_failed(caplog: pytest.LogCaptureFixture) -> None:
    runs = _CountedRuns(pause=600, enough=2)

    def fails_once() -> float:
        pause = runs()
        if runs.count == 1:
            raise RuntimeError("the database is away")
        return pause

    with _working(fails_once):
        assert runs.done.wait(3)
    assert "a worker's act failed" in caplog.text


def test_a_worker_stops_in_the_middle_of_its_pause() -> None:
    runs = _CountedRuns(pause=600)
    began = time.monotonic()
    with _working(runs):
        assert runs.done.wait(2)
    assert time.monotonic() - began < 1


class _ClearedLate(Alarm):
    """A wake-up that is cleared only after another thread had the time to set it: the worst moment."""

    def __init__(self) -> None:
        super().__init__()
        self.about_to_clear, self.go_on = Event(), Event()

    def clear(self) -> None:
        self.about_to_clear.set()
        self.go_on.wait(2)
        super().clear()


def test_a_stop_just_before_the_worker_clears_its_wake_up_is_not_lost() -> None:
    runs = _CountedRuns(pause=600)
    worker = BackgroundWorker("test", runs, SystemClock())
    wake = worker._wake = _ClearedLate()
    worker.start()
    assert wake.about_to_clear.wait(2)
    worker.stop(within=0)
    wake.go_on.set()
    worker.stop(within=2)
    assert not worker._thread.is_alive()
    assert runs.count == 0


def test_a_stop_does_not_wait_for_ever_for_a_run_that_hangs() -> None:
    go_on = Event()

    def run_once() -> float:
        go_on.wait(5)
        return 600.0

    worker = BackgroundWorker("test", run_once, SystemClock())
    worker.start()
    began = time.monotonic()
    worker.stop(within=0.1)
    assert time.monotonic() - began < 1
    go_on.set()


@given(st.integers(0, 10_000))
def test_the_pause_before_sending_again_never_shrinks_and_never_exceeds_five_minutes(attempts: int) -> None:
    assert 0.2 <= pause_after(attempts) <= pause_after(attempts + 1) <= 300


def test_the_pause_doubles_from_a_fifth_of_a_second() -> None:
    assert [pause_after(attempts) for attempts in range(5)] == [0.2, 0.4, 0.8, 1.6, 3.2]
    assert pause_after(10) == pytest.approx(204.8)
    assert pause_after(11) == 300


@pytest.mark.parametrize(
    ("seconds", "pause"), [(None, 1.0), (-5.0, 0.0), (0.0, 0.0), (0.25, 0.25), (60.0, 1.0)]
)
def test_a_worker_pauses_until_work_is_due_but_never_longer_than_its_limit(
    seconds: float | None, pause: float
) -> None:
    now = datetime(2026, 1, 31, tzinfo=UTC)
    due = None if seconds is None else now + timedelta(seconds=seconds)
    assert pause_until(due, now, 1.0) == pause
