"""The clock of a scenario leaps when messages that are on their way have arrived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from environment.world.patient_clock import PatientClock


class Parts:
    """A clock and a proxy that note what is asked of them."""

    def __init__(self, *kept_back: str) -> None:
        self.asked: list[Any] = []
        self._kept_back = kept_back

    def now(self) -> datetime:
        return datetime(2031, 5, 6, tzinfo=UTC)

    def advance(self, by: timedelta) -> None:
        self.asked.append(by)

    def untried(self) -> int:
        self.asked.append("untried")
        return 2 - self.asked.count("untried")

    def let_arrive(self, edges: Sequence[str], within: float) -> bool:
        self.asked.append(sorted(edges))
        return True

    def exchanges(self, without: Sequence[str]) -> list[Any]:
        return [SimpleNamespace(ended=None, faults=(each,)) for each in self._kept_back]


def test_messages_arrive_before_the_time_is_moved() -> None:
    parts = Parts()
    clock = PatientClock(cast(Any, parts), cast(Any, parts), parts.untried)

    clock.advance(timedelta(hours=1))

    arrows, *stored, leap = parts.asked
    assert stored == ["untried", "untried"]
    assert leap == timedelta(hours=1)
    assert "gateway -> payments" in arrows
    assert "payments -> orders" in arrows  # its notices are messages
    assert "customer -> checkout" not in arrows  # who waits there may be meant to wait for the hour
    assert clock.now() == parts.now()


def test_a_message_that_a_fault_keeps_back_is_not_waited_for() -> None:
    parts = Parts("the transfer notice is kept back")
    clock = PatientClock(cast(Any, parts), cast(Any, parts), parts.untried)

    clock.advance(timedelta(hours=1))

    assert parts.asked.count("untried") == 1
