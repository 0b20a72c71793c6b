"""A number that may differ from one green run to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, order=True)
class Range:
    """The lowest and the highest number that a green run had."""

    low: int
    high: int

    def __str__(self) -> str:
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Self:
        known = sorted(numbers)
        return cls(known[0], known[-1])

    @classmethod
    def read(cls, text: str) -> Self:
        """From `str`. Raises ValueError for any other text."""
        low, _, high = text.partition("-")
        return cls(int(low), int(high or low))
