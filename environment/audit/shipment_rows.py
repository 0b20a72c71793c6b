"""What has left the warehouse, and what came back to it, as the snapshot has it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ShippedRow:
    """The copies of one title that were shipped for one order.

    `refunded_before`: those that had been refunded when the last of them left, without a refund that failed.
    """

    checkout_id: str
    sku: str
    quantity: int
    refunded_before: int


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
