"""Background work: a thread that does what is due, then waits for the next due time or a wake-up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Thread

from sqlalchemy.exc import OperationalError

from bookstore.platform.clock import Alarm, Clock
from bookstore.platform.database import without_sql

_log = logging.getLogger(__name__)
_AFTER_AN_ERROR = 0.5  # seconds


def pause_until(due: datetime | None, now: datetime, longest: float) -> float:
    """Seconds until work is due, 0 where it is; at most `longest`, also where there is none."""
    return longest if due is None else min(max((due - now).total_seconds(), 0.0), longest)


class BackgroundWorker:
    """Calls `run_once` repeatedly; it returns the seconds until work is due again, on the clock."""

    def __init__(self, name: str, run_once: Callable[[], float], clock: Clock) -> None:
        self._run_once = run_once
        self._clock = clock
        self._wake = Alarm()
        self._stopping = Alarm()
        self._thread = Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Start the thread, which does first what is due already."""
        self._thread.start()

    def wake(self) -> None:
        """Run at once: there is new work."""
        self._wake.set()

    def stop(self, within: float = 3.0) -> None:
        """Stop after the current run; waits at most `within` seconds for it."""
        self._stopping.set()
        self._wake.set()
        self._thread.join(within)

    def _run(self) -> None:
        while True:
            self._wake.clear()
            # Only after the clear: a stop just before it has set `_stopping`, but its wake-up is gone.
            if self._stopping.is_set():
                return
            try:
                pause = self._run_once()
            except OperationalError as error:  # the database is unavailable: expected, and retried
                _log.warning("a worker's database did not answer", extra={"why": without_sql(error)})
                pause = _AFTER_AN_ERROR
            except Exception:  # noqa: BLE001 - the boundary of a thread: logged, and tried again
                _log.exception("a worker's act failed", extra={"worker": self._thread.name})
                pause = _AFTER_AN_ERROR
            self._clock.wait(self._wake, pause)
