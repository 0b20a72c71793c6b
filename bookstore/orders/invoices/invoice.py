"""Invoices and credit notes of an order, without I/O. They are made of what never changes, and not stored.

The lines and the totals are those of the placing, and the rates those of the binding quote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bookstore.orders.errors import NoInvoice
from bookstore.orders.model import NOT_PAID_IN_TIME, Order
from bookstore.orders.purchase import OrderLine
from bookstore.orders.refunds.refund import OrderRefund, Share
from bookstore.orders.states import OrderState

_INVOICE, _CREDIT_NOTE = "IN", "CN"
_OF_CANCELLATION = "C"


class Credited(StrEnum):
    """What a credit note is of."""

    REFUND = "refund"
    CANCELLATION = "cancellation"


@dataclass(frozen=True)
class AppliedTax:
    """The tax rate of a line as a fraction ("0.0825" is 8.25 %).

    `place` is the country ("DE") or the region ("US-WA") whose tax it is, None where there is none.
    """

    rate: str
    place: str | None


@dataclass(frozen=True)
class InvoiceLine:
    """A line of the order with the tax that was applied to it."""

    line: OrderLine
    tax: AppliedTax


@dataclass(frozen=True)
class CreditNote:
    """What an invoice no longer charges: a refund, or the cancellation. Amounts in minor units."""

    number: str
    issued_at: datetime
    of: Credited
    amount: int
    shares: tuple[Share, ...]

    @property
    def tax(self) -> int:
        """The tax that is part of the amount."""
        return sum(share.tax for share in self.shares)


@dataclass(frozen=True)
class Invoice:
    """The invoice of an order, and the credit notes to it in the order of their dates."""

    number: str
    issued_at: datetime
    order: Order
    lines: tuple[InvoiceLine, ...]
    credit_notes: tuple[CreditNote, ...]

    @property
    def shipping_tax(self) -> int:
        """The part of the tax that is on shipping."""
        purchase = self.order.purchase
        return max(0, purchase.totals.tax - sum(line.tax for line in purchase.lines))


def require_invoice(order: Order) -> datetime:
    """The moment at which the invoice was issued: that of the payment, or of an order on invoice.

    Raises NoInvoice before it.
    """
    if order.purchase.on_invoice and _was_accepted(order):
        return order.placed_at
    if order.fully_paid_at is None:
        raise NoInvoice(f"order {order.order_number} has no invoice: it was not paid, or not all of it yet")
    return order.fully_paid_at


def _was_accepted(order: Order) -> bool:
    """Whether an order on invoice was ever owed: one that was canceled with its checkout was not."""
    if order.state is OrderState.CANCELED:
        return order.money_back_at is not None and order.reason != NOT_PAID_IN_TIME
    return order.state is not OrderState.PLACED


def invoice_of(order: Order, taxes: Mapping[str, AppliedTax]) -> Invoice:
    """The invoice, with the tax of each SKU. Raises NoInvoice where the order has none."""
    issued_at = require_invoice(order)
    lines = tuple(InvoiceLine(line, taxes[line.sku]) for line in order.purchase.lines)
    notes = tuple(sorted(_credit_notes(order), key=lambda note: note.issued_at))
    return Invoice(_number(_INVOICE, order), issued_at, order, lines, notes)


def _credit_notes(order: Order) -> Iterator[CreditNote]:
    """A note for each refund that was made, and for the cancellation.

    The number has the place of the refund among all: it stays when the bank sends another one back.
    """
    number = _number(_CREDIT_NOTE, order)
    for place, refund in enumerate(order.refunds, start=1):
        if refund.credited:
            made = (refund.asked_at, Credited.REFUND, refund.amount, refund.shares)
            yield CreditNote(f"{number}-{place}", *made)
    others = [refund for refund in order.refunds if refund.credited]
    canceled = _canceled(order, others)
    if order.state is OrderState.CANCELED and canceled and order.money_back_at:
        shares = order.split.of_amount(canceled, others)
        undone = (order.money_back_at, Credited.CANCELLATION, canceled, shares)
        yield CreditNote(f"{number}-{_OF_CANCELLATION}", *undone)


def _canceled(order: Order, others: Iterable[OrderRefund]) -> int:
    """What a cancellation no longer charges: what it returns, and on invoice what is not owed any more."""
    if order.purchase.on_invoice:
        return order.purchase.totals.grand_total - sum(refund.amount for refund in others)
    return order.to_return


def _number(prefix: str, order: Order) -> str:
    """The number of the document: that of the order, which is unique, in a series of its own."""
    return f"{prefix}{order.order_number.removeprefix('BK')}"
