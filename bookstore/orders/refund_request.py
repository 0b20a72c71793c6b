"""A refund as staff request it: copies, an amount, or everything that is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from bookstore.orders.model import Order
from bookstore.orders.refunds import Share


@dataclass(frozen=True)
class OrderRefundRequest:
    """A requested refund; `amount` in minor units. Without copies, shipping and amount: all that is left."""

    refund_id: UUID
    reason: str
    copies: Mapping[str, int] = field(default_factory=dict)
    shipping: bool = False
    amount: int | None = None

    @property
    def fingerprint(self) -> str:
        """Equal for equal requests."""
        return f"{sorted(self.copies.items())} {self.shipping} {self.amount} {self.reason}"

    def shares(self, order: Order) -> tuple[Share, ...]:
        """The shares of the refund in each part of the order, but for what is not taken back.

        These are gift cards, and e-books that were opened. Raises RefundTooLarge, and EbookOpened or
        GiftCardSold where nothing else is left.
        """
        order.demand_taken_back(self.copies)
        split = order.split.without(order.kept)
        if self.copies or self.shipping:
            return split.of_copies(self.copies, order.refunds, shipping=self.shipping)
        refundable = split.refundable(order.refunds)
        if not refundable:
            order.demand_taken_back(order.kept)
        amount = refundable if self.amount is None else self.amount
        return split.of_amount(max(amount, 1), order.refunds)
