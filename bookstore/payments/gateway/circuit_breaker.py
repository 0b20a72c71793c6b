"""A circuit breaker around the gateway: who fails again and again is left alone for a while.

It belongs to one process and one life of it: what it has seen is nobody else's business, and a restart
begins anew.
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
    """Closed: every request goes out. Open: none does. Half-open: one does, to see."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


@dataclass(frozen=True)
class CircuitLimits:
    """So many failures in a row open the circuit, for so many seconds."""

    failures: int = 6
    seconds: float = 15.0


class CircuitBreaker:
    """Counts failures in a row. Only the gateway's own count: no answer, or an error."""

    def __init__(self, clock: Clock, limits: CircuitLimits | None = None) -> None:
        self._clock = clock
        self._limits = limits or CircuitLimits()
        self._lock = Lock()
        self._failures = 0
        self._opened_at: datetime | None = None
        self._probing = False

    @property
    def circuit(self) -> CircuitState:
        """How the circuit is now."""
        with self._lock:
            return self._circuit()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Around one question. Raises CircuitOpen instead of letting it go out."""
        self._admit()
        try:
            yield
        except CircuitOpen:
            raise
        except GatewayError as trouble:
            self._note(failed=trouble.blames_gateway)
            raise
        except BaseException:
            self._let_go()
            raise
        self._note(failed=False)

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

    def _let_go(self) -> None:
        with self._lock:
            self._probing = False

    def _note(self, *, failed: bool) -> None:
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
