"""An exchange: copies that replace others of the same title, which came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class ExchangeState(StrEnum):
    """What inventory has said: nothing yet, that the copies are sold, or that there are too few."""

    ASKED = "asked"
    SOLD = "sold"
    SOLD_OUT = "sold-out"


@dataclass(frozen=True)
class OrderExchange:
    """The copies of one exchange by SKU."""

    exchange_id: UUID
    copies: Mapping[str, int]
    asked_at: datetime
    state: ExchangeState = ExchangeState.ASKED
    settled_at: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether its copies replace others or are to."""
        return self.state is not ExchangeState.SOLD_OUT

    def with_state(self, state: ExchangeState, now: datetime) -> OrderExchange:
        """The exchange after inventory has answered; unchanged where it had answered before."""
        if self.state is not ExchangeState.ASKED:
            return self
        return replace(self, state=state, settled_at=now)


def exchanged(exchanges: Iterable[OrderExchange]) -> Counter[str]:
    """How many copies of each title are exchanged or are to be, by SKU."""
    return _copies(each for each in exchanges if each.counts)


def sold_in_exchange(exchanges: Iterable[OrderExchange]) -> Counter[str]:
    """How many copies of each title inventory has sold in exchange, by SKU."""
    return _copies(each for each in exchanges if each.state is ExchangeState.SOLD)


def _copies(exchanges: Iterable[OrderExchange]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in exchanges:
        found.update(one.copies)
    return found
