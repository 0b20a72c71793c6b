"""A refund as staff request it: copies, an amount, or everything that is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from bookstore.orders.errors import ConflictingRequest, NotRefundable
from bookstore.orders.model import Order
from bookstore.orders.refunds.not_taken_back import demand_no_gift_card, demand_unopened
from bookstore.orders.refunds.refund import OrderRefund, Share
from bookstore.orders.rules.charges import left_to_ship
from bookstore.orders.rules.exchanges import demand_not_exchanged


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

    def demand_same(self, known: OrderRefund) -> OrderRefund:
        """The refund that was requested under this id. Raises ConflictingRequest for other content."""
        if self.fingerprint != known.fingerprint:
            raise ConflictingRequest(
                "this refund was requested with other content; the first request is valid"
            )
        return known

    def shares(self, order: Order) -> tuple[Share, ...]:
        """The shares of the refund in each part of the order, but for e-books that were opened.

        Gift cards are refunded by their copies: no amount is split over them. Raises RefundTooLarge,
        CopiesExchanged, and EbookOpened or GiftCardSold where nothing else is left, and NotRefundable as
        `_demand_held` does.
        """
        lines, downloads = order.purchase.lines, order.downloads
        demand_unopened(lines, downloads, self.copies)
        if self.amount is None:
            demand_not_exchanged(order, self.copies if self.copies or self.shipping else None)
        if order.purchase.on_shipment:
            self._demand_held(order)
        if self.copies or self.shipping:
            split = order.split.without(order.kept - self.copies.keys())
            return split.of_copies(self.copies, order.refunds, shipping=self.shipping)
        split = order.split.without(order.kept)
        refundable = split.refundable(order.refunds)
        if not refundable:
            demand_unopened(lines, downloads)
            demand_no_gift_card(lines)
        amount = refundable if self.amount is None else self.amount
        return split.of_amount(max(amount, 1), order.refunds)

    def _demand_held(self, order: Order) -> None:
        """Until all has left, only copies are refunded that have not: what is held for them is released.

        Raises NotRefundable. A part that is charged is refunded afterwards, and the whole by a cancellation.
        """
        left = left_to_ship(order)
        if not any(left.values()):
            return
        if not self.copies or self.shipping or any(left.get(sku, 0) < n for sku, n in self.copies.items()):
            raise NotRefundable(
                f"order {order.order_number} is charged when it leaves: until all has left, only copies are"
                " refunded that never leave"
            )
        if order.shipped_at is None and sum(self.copies.values()) == sum(left.values()):
            raise NotRefundable(f"nothing of order {order.order_number} would be left: cancel it")
