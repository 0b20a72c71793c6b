"""What has left the warehouse, as the snapshot has it."""

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
