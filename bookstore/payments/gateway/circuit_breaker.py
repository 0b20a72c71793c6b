"""A circuit breaker for the gateway: after repeated failures it stops all calls for a while.

Its state belongs to one process and is lost at a restart.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Lock

from bookstore.payments.gateway.answers import CircuitOpen, GatewayError
from bookstore.platform.clock import Clock

_log = logging.getLogger(__name__)


class CircuitState(StrEnum):
    """Closed: every call is sent. Open: none is. Half-open: one call is sent as a probe."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


@dataclass(frozen=True)
class CircuitLimits:
    """So many failures in a row open the circuit, for so many seconds."""

    failures: int = 6
    seconds: float = 15.0


class CircuitBreaker:
    """Counts failures in a row; only those of the gateway itself: no answer, or an error."""

    def __init__(self, clock: Clock, limits: CircuitLimits | None = None) -> None:
        self._clock = clock
        self._limits = limits or CircuitLimits()
        self._lock = Lock()
        self._failures = 0
        self._opened_at: datetime | None = None
        self._probing = False

    @property
    def circuit(self) -> CircuitState:
        """The state of the circuit."""
        with self._lock:
            return self._circuit()

    @property
    def failures(self) -> int:
        """How many of the latest calls have failed in a row."""
        with self._lock:
            return self._failures

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Guard one call. Raises CircuitOpen in place of the call."""
        self._admit()
        try:
            yield
        except CircuitOpen:
            raise
        except GatewayError as error:
            self._record(failed=error.gateway_failed)
            raise
        except BaseException:
            self._end_probe()
            raise
        self._record(failed=False)

    def _circuit(self) -> CircuitState:
        if self._opened_at is None:
            return CircuitState.CLOSED
        # A clock that was set back must not keep the circuit open for long.
        since = self._clock.now() - self._opened_at
        waiting = timedelta(0) <= since < timedelta(seconds=self._limits.seconds)
        return CircuitState.OPEN if waiting else CircuitState.HALF_OPEN

    def _admit(self) -> None:
        with self._lock:
            circuit = self._circuit()
            if circuit is CircuitState.OPEN or (circuit is CircuitState.HALF_OPEN and self._probing):
                raise CircuitOpen(self._limits.seconds)
            self._probing = circuit is CircuitState.HALF_OPEN

    def _end_probe(self) -> None:
        with self._lock:
            self._probing = False

    def _record(self, *, failed: bool) -> None:
        with self._lock:
            was_open, self._probing = self._opened_at is not None, False
            if not failed:
                self._failures, self._opened_at = 0, None
                if was_open:
                    _log.warning("the circuit to the gateway is closed again")
                return
            self._failures += 1
            if was_open or self._failures >= self._limits.failures:
                self._opened_at = self._clock.now()
                _log.error("the circuit to the gateway is open", extra={"failures": self._failures})
