"""An order as it is stored, and what follows from it without a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bookstore.orders.downloads.links import Download
from bookstore.orders.exchanges.exchange import OrderExchange
from bookstore.orders.purchase import Purchase
from bookstore.orders.refunds.not_taken_back import kept_of
from bookstore.orders.refunds.refund import SHIPPING, OrderRefund, RefundDestination, Share, Split, claimed
from bookstore.orders.returns.returned import OrderReturn
from bookstore.orders.shipments.shipment import OrderShipment
from bookstore.orders.states import SOLD, OrderState
from bookstore.platform.schemas import TaxMode


@dataclass(frozen=True)
class OrderRecord:
    """A purchase with its number and its state; amounts are in minor units.

    `received`: what has arrived of its transfer, which is captured once it is the whole.

    `to_return`: what its cancellation returns, beside the refunds that its customer has been told of.
    """

    checkout_id: UUID
    order_number: str
    purchase: Purchase
    placed_at: datetime
    state: OrderState = OrderState.PLACED
    captured: int = 0
    received: int = 0
    to_return: int = 0
    to_return_to_gift_cards: int = 0
    reason: str | None = None
    paid_at: datetime | None = None
    money_back_at: datetime | None = None
    gift_cards_back_at: datetime | None = None
    copies_back_at: datetime | None = None
    canceled_at: datetime | None = None
    flag: str | None = None
    refunds: tuple[OrderRefund, ...] = ()
    shipped_at: datetime | None = None
    shipments: tuple[OrderShipment, ...] = ()
    returned_at: datetime | None = None
    returns: tuple[OrderReturn, ...] = ()
    exchanged_at: datetime | None = None
    exchanges: tuple[OrderExchange, ...] = ()
    downloads: tuple[Download, ...] = ()
    erased_at: datetime | None = None
    former_addresses: Sequence[Mapping[str, Any]] = ()
    reminded_at: datetime | None = None

    @property
    def refunded(self) -> int:
        """Minor units that are refunded or pending; without what a cancellation returns.

        What was taken off what is owed was never paid, and does not go back: it is in `reduced`.
        """
        return sum(refund.given_back for refund in self.refunds if refund.paid_out)

    @property
    def reduced(self) -> int:
        """Minor units that refunds have taken off what is owed on invoice."""
        return sum(refund.reduced for refund in self.refunds)

    @property
    def due(self) -> int:
        """Minor units that its payment gives in all, before anything goes back."""
        return self.purchase.to_pay - self.reduced

    @property
    def missing(self) -> int:
        """Minor units of its transfer that are still to come."""
        return self.due - self.received

    @property
    def refunded_to_gift_cards(self) -> int:
        """The part of `refunded` that went to gift cards and store credit, in minor units."""
        to_gift_cards = (one for one in self.refunds if one.destination is RefundDestination.GIFT_CARDS)
        return sum(refund.amount for refund in to_gift_cards if refund.paid_out)

    @property
    def captured_left(self) -> int:
        """Captured minor units that no refund, made or requested, has claimed.

        On invoice those that are still owed as well: only payments knows what has arrived of them.
        """
        return self.payable - claimed(self.refunds)

    @property
    def payable(self) -> int:
        """Minor units that refunds to its payment can be of: on invoice all of them, else those captured."""
        on_invoice = self.purchase.on_invoice and self.state in SOLD
        return self.purchase.to_pay if on_invoice else self.captured

    @property
    def split(self) -> Split:
        """How refunds of this order are split over its lines, shipping and tax."""
        totals, lines = self.purchase.totals, self.purchase.lines
        parts = [Share(line.sku, line.line_total, line.discount, line.tax, line.quantity) for line in lines]
        tax_of_shipping = max(0, totals.tax - sum(line.tax for line in lines))
        parts.append(Share(SHIPPING, totals.shipping, 0, tax_of_shipping))
        modes = {line.sku: line.tax_mode for line in lines} | {SHIPPING: totals.tax_mode}
        included = frozenset(part for part, mode in modes.items() if mode is TaxMode.INCLUDED)
        return Split(tuple(parts), included, totals.currency.step)

    @property
    def kept(self) -> frozenset[str]:
        """The SKUs of what no amount is refunded of: opened e-books, and gift cards."""
        return kept_of(self.purchase.lines, self.downloads)

    @property
    def charged(self) -> int:
        """Captured minor units. Of an order that is charged at shipment, those of the parcels that it knows:
        the row of an order may be read before a charge is stored, and its parcels after that.
        """
        if not self.purchase.on_shipment:
            return self.captured
        return sum(parcel.charge or 0 for parcel in self.shipments if parcel.is_charged)

    @property
    def not_captured(self) -> int:
        """Minor units of its card's total that no parcel has charged; 0 where it is charged otherwise."""
        return self.purchase.to_pay - self.charged if self.purchase.on_shipment and self.paid_at else 0

    @property
    def charging(self) -> int:
        """Minor units that parcels are to charge, of which the outcome is not known yet."""
        return sum(parcel.charge or 0 for parcel in self.shipments if parcel.is_charging)

    @property
    def given_up(self) -> int:
        """Minor units of its hold that are never charged, since copies never leave."""
        on_hold = (each for each in self.refunds if each.destination is RefundDestination.HOLD)
        return sum(refund.amount for refund in on_hold)

    @property
    def hold_left(self) -> int:
        """Minor units of its hold that no parcel has charged and that nothing has released.

        0 for an order that is charged otherwise.
        """
        if not self.purchase.on_shipment:
            return 0
        charged = sum(parcel.charge or 0 for parcel in self.shipments)
        return self.purchase.to_pay - charged - self.given_up

    @property
    def fully_paid_at(self) -> datetime | None:
        """When the last of its money was certain: its last parcel, where its card is charged at shipment.

        None where it is not paid, or where something is still held for it.
        """
        if not self.purchase.on_shipment:
            return self.paid_at
        whole = self.charged + self.given_up == self.purchase.to_pay
        return self.shipments[-1].shipped_at if self.shipments and whole else None

    @property
    def canceled_unpaid(self) -> bool:
        """Whether it was canceled before it was paid, so that its customer never had it."""
        return self.state is OrderState.CANCELED and self.paid_at is None
