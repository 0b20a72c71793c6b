"""What is odd about a scenario, and the scene in which it was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from environment.evidence.diagram.words import answered
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.trace import trace_of


class Rank(IntEnum):
    """Of clues at the same time the one that says most counts."""

    FAULT = 0
    BREACH = 1
    ERROR = 2
    SILENCE = 3
    STATUS = 4
    VALUE = 5
    EXTRA = 6
    MISSING = 7
    SUSPICION = 8


@dataclass(frozen=True)
class Clue:
    """Something odd. `at` is in Unix seconds."""

    at: float
    rank: Rank
    order: int
    arrow: str
    reason: str
    exchange: Exchange | None

    @classmethod
    def of(cls, exchange: Exchange, at: float, rank: Rank, reason: str) -> Self:
        """A clue about one exchange; of several at the same time the one deepest inside comes first."""
        return cls(at, rank, -exchange.number, exchange.edge, reason, exchange)

    def __lt__(self, other: Clue) -> bool:
        return (self.at, self.rank, self.order) < (other.at, other.rank, other.order)


class Scene:
    """The exchanges of one scenario, in the order in which they began."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self.exchanges = exchanges
        ends = [each.ended if each.ended is not None else each.started for each in exchanges]
        self.horizon = max(ends, default=0.0)
        """When the last thing was seen."""

    @property
    def undisturbed(self) -> Iterator[Exchange]:
        """Those that no fault touched, except SQL, whose errors the services' logs tell better."""
        return (each for each in self.exchanges if not each.faults and each.protocol != "postgres")

    def numbered(self, number: int) -> Exchange | None:
        """The exchange of this number."""
        return next((each for each in self.exchanges if each.number == number), None)

    def end_of(self, exchange: Exchange) -> float:
        """When its answer came back."""
        return self.horizon if exchange.ended is None else exchange.ended

    def answer_of(self, exchange: Exchange) -> str:
        """What the caller was given, in a word or two."""
        return answered(exchange.answer, exchange.outcome)

    def has_fault_below(self, exchange: Exchange) -> bool:
        """Whether a fault struck while the callee worked on this call."""
        end = self.end_of(exchange)
        return any(each.faults and exchange.started <= each.started <= end for each in self.exchanges)

    def worked_on(self, part: str, at: float | None, trace: str | None) -> Exchange | None:
        """The call that a part was working on at this time: the one of the same trace, that began last."""
        calls = [each for each in self.exchanges if each.callee == part and each.protocol != "postgres"]
        if trace is not None:
            calls = [each for each in calls if trace_of(each) in (trace, None)]
        if at is not None:
            # A log's time has whole milliseconds, and an answer may overtake its log line.
            calls = [each for each in calls if each.started - 0.002 <= at <= self.end_of(each) + 0.05]
        return calls[-1] if calls else None
