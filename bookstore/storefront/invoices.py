"""Invoices of orders and their credit notes, as the orders service writes them. Amounts are minor units."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from bookstore.platform.money import Currency
from bookstore.platform.schemas import ReplyBody, TaxMode
from bookstore.storefront.calls import BuyerClient
from bookstore.storefront.carts import Amount, Credentials, ShownTotals
from bookstore.storefront.purchases import OrderPageLine, OrderPageTransfer


class InvoicePageLine(OrderPageLine):
    """Copies of one title as they were placed; `tax_rate` is a fraction ("0.0825" is 8.25 %).

    `tax_place` is the country ("DE") or the region ("US-WA") whose tax it is.
    """

    discount: Amount
    tax: Amount
    tax_rate: str
    tax_mode: TaxMode
    tax_place: str | None


class CreditNoteShare(ReplyBody):
    """What is given back of one title (by SKU) or of shipping: `gross` less `discount`, and its tax."""

    part: str
    quantity: int
    gross: Amount
    discount: Amount
    tax: Amount


class CreditNotePage(ReplyBody):
    """What the invoice no longer charges. The tax is part of the amount."""

    number: str
    issued_at: datetime
    of: Literal["refund", "cancellation"]
    amount: Amount
    tax: Amount
    shares: list[CreditNoteShare]


class InvoicePage(ShownTotals):
    """A copy of the invoice of an order; `transfer` says how it is paid while it is owed."""

    number: str
    order_number: str
    issued_at: datetime
    email: str
    ship_to: dict[str, str | None]
    bill_to: dict[str, str | None]
    lines: list[InvoicePageLine]
    currency: Currency
    credit_notes: list[CreditNotePage]
    paid_at: datetime | None
    transfer: OrderPageTransfer | None

    @property
    def has_parcel(self) -> bool:
        """Whether something of it is shipped, and shipping therefore has a row, be it free."""
        return any(line.kind.in_copies for line in self.lines)

    @property
    def has_two_places(self) -> bool:
        """Whether its titles are taxed in two places, so that each has to say in which."""
        return len({line.tax_place for line in self.lines if not line.kind.is_money}) > 1

    def taxes_of(self, note: CreditNotePage) -> dict[str, int]:
        """The tax of a credit note by its mode; without any, a tax of nothing."""
        modes: dict[str, str] = {line.sku: line.tax_mode for line in self.lines}
        taxes: dict[str, int] = {}
        for share in note.shares:
            mode = modes.get(share.part, self.tax_mode)
            taxes[mode] = taxes.get(mode, 0) + share.tax
        return {mode: tax for mode, tax in taxes.items() if tax} or {self.tax_mode: 0}

    def name_of(self, share: CreditNoteShare) -> str | None:
        """The title of the share; None for shipping."""
        return next((line.title for line in self.lines if line.sku == share.part), None)


class InvoiceCopies:
    """The client of the orders service for invoices. Raises ServiceRefused, SessionEnded or CallFailed."""

    def __init__(self, client: BuyerClient) -> None:
        self._client = client

    def read(self, order_number: str, credentials: Credentials) -> InvoicePage:
        """A copy of the invoice of this order."""
        return self._client.ask("GET", f"/orders/{order_number}/invoice", credentials).read(InvoicePage)
