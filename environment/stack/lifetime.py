"""What a bookstore's stack and a foreign shop's line have in common: they come up whole or not at all."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from contextlib import ExitStack
from types import TracebackType
from typing import Self


class Lifetime(ABC):
    """A context manager that ends what `bring_up` has entered, also where it fails halfway.

    It keeps what was done to the parts, for the drawing of a scenario.
    """

    def __init__(self) -> None:
        self.ended_with_it = ExitStack()
        self._events: list[tuple[float, str]] = []

    def __enter__(self) -> Self:
        try:
            self.bring_up()
        except BaseException:
            self.ended_with_it.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended_with_it.close()

    @abstractmethod
    def bring_up(self) -> None:
        """Start everything; whatever must end is entered into `ended_with_it`."""

    def take_lifecycle_events(self) -> list[tuple[float, str]]:
        """What was done to the parts since the last call: Unix seconds, and a sentence."""
        taken, self._events = self._events, []
        return taken

    def record_event(self, what: str) -> None:
        """Add a sentence about what was done to a part: it leaves no call behind, and is drawn."""
        self._events.append((time.time(), what))
