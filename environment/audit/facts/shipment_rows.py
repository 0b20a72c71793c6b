"""What has left the warehouse, came back to it and was exchanged, as the snapshot has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ShippedRow:
    """The copies of one title that were shipped for one order.

    `replacing`: those that were sold in exchange for others. `refunded_before`: those that had been refunded
    when the last of the others left, without a refund that failed.
    """

    checkout_id: str
    sku: str
    quantity: int
    refunded_before: int
    replacing: int = 0


@dataclass(frozen=True)
class ReturnedRow:
    """The copies of one title that came back of one order, as orders knows."""

    checkout_id: str
    sku: str
    unharmed: int
    damaged: int

    @property
    def quantity(self) -> int:
        """All of them."""
        return self.unharmed + self.damaged


@dataclass(frozen=True)
class ExchangedRow:
    """The copies of one title that were exchanged for one order, as orders knows.

    `sold`: those that inventory has sold, `refunded`: the copies of the title that are refunded or are to be.
    """

    checkout_id: str
    sku: str
    quantity: int
    sold: int
    refunded: int
