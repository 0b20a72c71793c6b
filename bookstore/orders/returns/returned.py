"""A return: copies of an order that came back to the warehouse together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ReturnedCopies:
    """Copies of one title: those that can be sold again, and those that cannot."""

    unharmed: int = 0
    damaged: int = 0

    @property
    def count(self) -> int:
        """All of them."""
        return self.unharmed + self.damaged


@dataclass(frozen=True)
class OrderReturn:
    """The copies of one return by SKU. `counted`: a stock count has found the unharmed ones before."""

    return_id: UUID
    copies: Mapping[str, ReturnedCopies]
    counted: bool
    returned_at: datetime

    @property
    def to_shelve(self) -> Mapping[str, int]:
        """The copies by SKU that inventory is told of."""
        return {sku: each.unharmed for sku, each in self.copies.items() if each.unharmed}


def returned(returns: Iterable[OrderReturn]) -> Counter[str]:
    """How many copies of each title came back in all, by SKU."""
    found: Counter[str] = Counter()
    for one in returns:
        found.update({sku: each.count for sku, each in one.copies.items()})
    return found
