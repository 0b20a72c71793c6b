"""Symptoms of a red scenario, and their order: by time where they have one, then by what they prove."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from environment.evidence.recording.exchange import Exchange
from environment.evidence.recording.spoken_for import integration_point_of

UNDATED = math.inf
"""The time of a symptom that no exchange dates: it counts after all that have a time."""


class Severity(IntEnum):
    """Which of several symptoms at the same time counts: the one with the lowest number explains most.

    SKIPPED is a missing call whose caller went on without it, STATED what a step or the audit says of an
    arrow, FOUND what a check finds in no single exchange, MISSING a call that may be missing because the
    scenario went another way, and STORED the arrow that a wrong row stems from. REPEATED is an answer that
    only explains another symptom. ADMITTED is a call of a sender that is refused before any work elsewhere.
    """

    FAULT = 0
    CONTRACT = 1
    ERROR = 2
    ADMITTED = 3
    SILENCE = 4
    STATUS = 5
    VALUE = 6
    ORDER = 7
    SKIPPED = 8
    SURPLUS = 9
    STATED = 10
    FOUND = 11
    MISSING = 12
    STORED = 13
    SUSPICION = 14
    REPEATED = 15


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
        arrow = integration_point_of(exchange)
        return cls(at, severity, -exchange.number, arrow, reason, exchange)

    @classmethod
    def undated(cls, severity: Severity, order: int, arrow: str, reason: str) -> Self:
        """A symptom without an exchange."""
        return cls(UNDATED, severity, order, arrow, reason, None)

    def __lt__(self, other: Symptom) -> bool:
        return (self.at, self.severity, self.order) < (other.at, other.severity, other.order)
