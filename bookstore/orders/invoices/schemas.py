"""The response bodies of invoices. Amounts are minor units of the order's currency."""

from __future__ import annotations

from datetime import datetime

from bookstore.orders.addresses.model import first_address
from bookstore.orders.invoices.invoice import Credited, CreditNote, Invoice, InvoiceLine
from bookstore.orders.schemas.refunds import ShareView
from bookstore.orders.schemas.transfers import TransferView
from bookstore.orders.states import OrderState
from bookstore.platform.addresses import Address
from bookstore.platform.money import Currency
from bookstore.platform.schemas import ReplyBody, TaxMode
from bookstore.platform.title_kinds import TitleKind


class InvoiceLineView(ReplyBody):
    """A line as it was placed; `tax_rate` is a fraction ("0.0825" is 8.25 %).

    `tax_place` is the country ("DE") or the region ("US-WA") whose tax it is, null where there is none.
    """

    sku: str
    title: str
    kind: TitleKind
    quantity: int
    unit_price: int
    line_total: int
    discount: int
    tax: int
    tax_rate: str
    tax_mode: TaxMode
    tax_place: str | None

    @classmethod
    def of(cls, line: InvoiceLine) -> InvoiceLineView:
        """The JSON form of this line."""
        return cls(**vars(line.line), tax_rate=line.tax.rate, tax_place=line.tax.place)


class CreditNoteView(ReplyBody):
    """What the invoice no longer charges. `tax` is part of the amount."""

    number: str
    issued_at: datetime
    of: Credited
    amount: int
    tax: int
    shares: tuple[ShareView, ...]

    @classmethod
    def made_of(cls, note: CreditNote) -> CreditNoteView:
        """The JSON form of this note."""
        shares = tuple(ShareView(**vars(share)) for share in note.shares)
        return cls(**{**vars(note), "shares": shares}, tax=note.tax)


class InvoiceView(ReplyBody):
    """A copy of the invoice; every copy has the same numbers. `shipping_tax` is part of the tax.

    `tax_mode` is that of shipping; each line has its own. `transfer` says how an order that is owed is paid.
    """

    number: str
    order_number: str
    issued_at: datetime
    email: str
    locale: str
    bill_to: Address
    ship_to: Address
    lines: tuple[InvoiceLineView, ...]
    currency: Currency
    subtotal: int
    discount: int
    shipping: int
    shipping_tax: int
    tax: int
    tax_mode: TaxMode
    grand_total: int
    credit_notes: tuple[CreditNoteView, ...]
    paid_at: datetime | None
    transfer: TransferView | None

    @classmethod
    def of(cls, invoice: Invoice) -> InvoiceView:
        """The JSON form of this invoice; the bill goes to the address of the parcel where none was given."""
        order, purchase = invoice.order, invoice.order.purchase
        return cls(
            number=invoice.number,
            order_number=order.order_number,
            issued_at=invoice.issued_at,
            email=purchase.email,
            locale=purchase.locale,
            bill_to=Address.model_validate(purchase.bill_to or purchase.ship_to),
            ship_to=Address.model_validate(first_address(order)),
            lines=tuple(map(InvoiceLineView.of, invoice.lines)),
            **vars(purchase.totals),
            shipping_tax=invoice.shipping_tax,
            credit_notes=tuple(map(CreditNoteView.made_of, invoice.credit_notes)),
            paid_at=order.paid_at,
            transfer=TransferView.of(order) if order.state is OrderState.OWED else None,
        )
