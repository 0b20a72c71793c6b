"""Which checkouts this process works on at this moment, for requests or by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from uuid import UUID


class CheckoutsInProgress:
    """Counted: a customer who comes back takes a checkout away from the worker that looks at it."""

    def __init__(self) -> None:
        self._runs = Counter[UUID]()
        self._lock = Lock()

    def begin(self, checkout_id: UUID) -> None:
        """One more run of this checkout."""
        with self._lock:
            self._runs[checkout_id] += 1

    def end(self, checkout_id: UUID) -> None:
        """One run less, whether its work is done or not."""
        with self._lock:
            self._runs[checkout_id] -= 1
            if not self._runs[checkout_id]:
                del self._runs[checkout_id]

    @contextmanager
    def on(self, checkout_id: UUID) -> Iterator[None]:
        """One more run meanwhile."""
        self.begin(checkout_id)
        try:
            yield
        finally:
            self.end(checkout_id)

    def ids(self) -> list[UUID]:
        """What is being worked on."""
        with self._lock:
            return list(self._runs)
