"""The copies of each title, and the reservations of them, as inventory has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class StockRow:
    """The counts of one title, or the sums of its stock movements. `on_hand` includes `reserved`."""

    sku: str
    title: str
    on_hand: int
    reserved: int
    sold: int
    received: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """The four counts."""
        return (self.on_hand, self.reserved, self.sold, self.received)


@dataclass(frozen=True)
class ReservationRow:
    """Copies reserved for one checkout until a deadline."""

    checkout_id: str
    state: str
    expires_at: datetime
