"""The checkouts that threads of this process are running, for requests or for the worker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID


class CheckoutsInProgress:
    """Counts the runs of each checkout: a request may take a checkout over while the worker still runs it."""

    def __init__(self) -> None:
        self._runs = Counter[UUID]()
        self._lock = Lock()

    def begin(self, checkout_id: UUID) -> None:
        """Register a run of this checkout."""
        with self._lock:
            self._runs[checkout_id] += 1

    def end(self, checkout_id: UUID) -> None:
        """One run of this checkout has ended."""
        with self._lock:
            self._runs[checkout_id] -= 1
            if not self._runs[checkout_id]:
                del self._runs[checkout_id]

    @contextmanager
    def on(self, checkout_id: UUID) -> Iterator[None]:
        """Register a run for the length of the block."""
        self.begin(checkout_id)
        try:
            yield
        finally:
            self.end(checkout_id)

    def ids(self) -> list[UUID]:
        """The checkouts with at least one run."""
        with self._lock:
            return list(self._runs)
