"""The bodies that the checkout sends to other services, and the fields it reads of their answers."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from pydantic import AwareDatetime

from bookstore.platform.addresses import Address
from bookstore.platform.money import Currency
from bookstore.platform.quote_check import Amount, CopyCount
from bookstore.platform.schemas import (
    CreditorReference,
    HoldSeconds,
    MoneyBody,
    ReplyBody,
    RequestBody,
    TitleQuantity,
    TitleToQuote,
)
from bookstore.platform.title_kinds import TitleKind


class CartSnapshotLine(ReplyBody):
    """A number of copies of a title, as the cart shows it."""

    sku: str
    title: str
    kind: TitleKind = TitleKind.PRINTED
    quantity: int


class CartSnapshot(ReplyBody):
    """The cart to be bought."""

    cart_id: UUID
    currency: Currency
    state: Literal["open", "closed"]
    lines: tuple[CartSnapshotLine, ...]
    discount_codes: tuple[str, ...]
    version: int


class ReservationRequest(RequestBody):
    """Reserve these copies for the checkout; for so many seconds, where it is longer than usual."""

    lines: tuple[TitleQuantity, ...]
    hold_seconds: HoldSeconds | None = None


class TaxDestination(RequestBody):
    """Where the copies are shipped, or where the bill goes."""

    country: str
    region: str | None


class BindingQuoteRequest(RequestBody):
    """Price these lines; binding, so that discount codes are redeemed."""

    currency: Currency
    lines: tuple[TitleToQuote, ...]
    destination: TaxDestination
    billing: TaxDestination | None
    shipping_method: str | None
    discount_codes: tuple[str, ...]
    customer: str | None
    email: str
    account_email: str | None
    binding: bool = True


class BindingQuoteLine(ReplyBody):
    """A priced line, in minor units."""

    sku: str
    quantity: CopyCount
    unit_price: CopyCount
    line_total: Amount
    discount: Amount
    tax: Amount
    tax_mode: Literal["added", "included"]


class BindingQuoteCode(ReplyBody):
    """Whether a discount code applies, and what it takes off, in minor units."""

    code: str
    applied: bool
    reason: str | None = None
    discount: Amount
    skus: tuple[str, ...]


class BindingQuote(ReplyBody):
    """The binding quote, in minor units of its currency."""

    currency: Currency
    lines: tuple[BindingQuoteLine, ...]
    subtotal: Amount
    discount: Amount
    shipping: Amount
    shipping_method: str | None
    tax: Amount
    tax_mode: Literal["added", "included"]
    grand_total: Amount
    discount_codes: tuple[BindingQuoteCode, ...] = ()


class AuthorizationRequest(RequestBody):
    """Authorize (card) or charge (wallet) this amount."""

    amount: MoneyBody
    method: Literal["card", "card_on_shipment", "wallet"]
    token: str
    email: str


class TransferExpectation(RequestBody):
    """Expect this amount by bank transfer, booked at the latest by `due_at`; on invoice, of `owed_by`."""

    amount: MoneyBody
    due_at: AwareDatetime
    owed_by: str | None


class NewOrderTransfer(RequestBody):
    """Where the customer transfers the money to, under which reference, and until when it must be booked."""

    account: str
    reference: CreditorReference
    due_at: AwareDatetime


class TransferDetails(ReplyBody):
    """The transfer that payments expects."""

    account: str
    reference: CreditorReference


class PaymentDecline(ReplyBody):
    """Why the issuer declined, with a sentence for the customer."""

    code: str
    message: str


class PaymentAction(ReplyBody):
    """The bank's page on which the customer must confirm the payment."""

    url: str


class PaymentSnapshot(ReplyBody):
    """A payment; a status that ends in -ing is not settled yet."""

    status: str
    captured: int
    refunded: int
    decline: PaymentDecline | None = None
    action: PaymentAction | None = None

    @property
    def settled(self) -> bool:
        """Whether the outcome is known."""
        return not self.status.endswith("ing")

    @property
    def fully_reversed(self) -> bool:
        """Whether it is certain that nothing is captured any more."""
        return self.settled and self.captured <= self.refunded


class NewOrderLine(RequestBody):
    """A line of the order, in minor units."""

    sku: str
    title: str
    kind: TitleKind
    quantity: int
    unit_price: int
    line_total: int
    discount: int
    tax: int
    tax_mode: str


class NewOrder(RequestBody):
    """What the customer bought, what it costs, and where it is shipped; amounts in minor units."""

    customer_id: str | None
    guest_token_hash: str | None
    email: str
    locale: str
    ship_to: Address
    bill_to: Address | None
    lines: tuple[NewOrderLine, ...]
    currency: Currency
    subtotal: int
    discount: int
    shipping: int
    shipping_method: str | None
    tax: int
    tax_mode: str
    grand_total: int
    redeemed: int
    discount_codes: tuple[str, ...]
    payment_method: Literal["card", "card_on_shipment", "wallet", "advance", "invoice", "none"]
    transfer: NewOrderTransfer | None = None


class PlacedOrder(ReplyBody):
    """The order, by its public number."""

    order_number: str
    state: str


class OrderPaidNotice(RequestBody):
    """The captured amount of the order, in minor units."""

    captured: int


class OrderCancellationRequest(RequestBody):
    """Why the order is canceled."""

    reason: str


class CartClosingRequest(RequestBody):
    """The cart was bought by this checkout."""

    checkout_id: UUID
    lines: tuple[TitleQuantity, ...]
    discount_codes: tuple[str, ...]


def order_lines(cart_lines: list[dict[str, Any]], quote: BindingQuote) -> tuple[NewOrderLine, ...]:
    """The quote's lines with the titles the customer saw in the cart, and their kinds."""
    in_cart = {line["sku"]: line for line in cart_lines}
    return tuple(
        NewOrderLine(
            sku=line.sku,
            title=in_cart[line.sku]["title"],
            kind=in_cart[line.sku]["kind"],
            quantity=line.quantity,
            unit_price=line.unit_price,
            line_total=line.line_total,
            discount=line.discount,
            tax=line.tax,
            tax_mode=line.tax_mode,
        )
        for line in quote.lines
    )
