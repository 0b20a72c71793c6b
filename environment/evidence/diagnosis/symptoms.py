"""Symptoms of a red scenario: what went wrong at which time, and the timeline in which it was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from environment.evidence.recording.captions import answer_caption
from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.traces import trace_of


class Severity(IntEnum):
    """Which of several symptoms at the same time counts: the one with the lowest number explains most."""

    FAULT = 0
    CONTRACT = 1
    ERROR = 2
    SILENCE = 3
    STATUS = 4
    VALUE = 5
    SURPLUS = 6
    MISSING = 7
    SUSPICION = 8


@dataclass(frozen=True)
class Symptom:
    """One thing that went wrong. `at` is in Unix seconds; `exchange` is None where a call is missing.

    Symptoms are ordered by time, then by severity, then by `order`.
    """

    at: float
    severity: Severity
    order: int
    arrow: str
    reason: str
    exchange: Exchange | None

    @classmethod
    def of(cls, exchange: Exchange, at: float, severity: Severity, reason: str) -> Self:
        """A symptom of one exchange. At equal times the one that began last counts: it is deepest."""
        return cls(at, severity, -exchange.number, exchange.edge, reason, exchange)

    def __lt__(self, other: Symptom) -> bool:
        return (self.at, self.severity, self.order) < (other.at, other.severity, other.order)


class Timeline:
    """The exchanges of one scenario, in the order in which they began. Times are Unix seconds."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self.exchanges = exchanges
        ends = [each.ended if each.ended is not None else each.started for each in exchanges]
        self.end = max(ends, default=0.0)
        """The time of the last recorded event."""

    @property
    def without_faults(self) -> Iterator[Exchange]:
        """The exchanges that no fault touched, without SQL, whose errors the service logs describe better."""
        return (each for each in self.exchanges if not each.faults and each.protocol != "postgres")

    def numbered(self, number: int) -> Exchange | None:
        """The exchange with this number."""
        return next((each for each in self.exchanges if each.number == number), None)

    def end_of(self, exchange: Exchange) -> float:
        """The time at which the exchange ended; for one without an end, the end of the timeline."""
        return self.end if exchange.ended is None else exchange.ended

    def answer_of(self, exchange: Exchange) -> str:
        """The answer that the caller received, such as `409 out-of-stock`."""
        return answer_caption(exchange.answer, exchange.outcome)

    def has_fault_below(self, exchange: Exchange) -> bool:
        """Whether a fault touched an exchange that began while the callee worked on this call."""
        end = self.end_of(exchange)
        return any(each.faults and exchange.started <= each.started <= end for each in self.exchanges)

    def served_by(self, part: str, at: float | None, trace: str | None) -> Exchange | None:
        """The call that a part served at this time: of those with the same trace, the one that began last."""
        calls = [each for each in self.exchanges if each.callee == part and each.protocol != "postgres"]
        if trace is not None:
            calls = [each for each in calls if trace_of(each) in (trace, None)]
        if at is not None:
            # The time of a log line has whole milliseconds, and an answer may be recorded before the log
            # line.
            calls = [each for each in calls if each.started - 0.002 <= at <= self.end_of(each) + 0.05]
        return calls[-1] if calls else None
