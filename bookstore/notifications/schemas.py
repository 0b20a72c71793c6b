"""The request and response bodies of notifications. Amounts are minor units of the order's currency."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bookstore.notifications.mail_texts import ON_HOLD, ON_SHIPMENT
from bookstore.notifications.model import MailKind, MailState, QueuedMail
from bookstore.platform.addresses import Address
from bookstore.platform.gift_card_codes import sold_gift_cards
from bookstore.platform.languages import LocaleTag
from bookstore.platform.money import Currency
from bookstore.platform.schemas import (
    EACH_TITLE_ONCE,
    MOST_TITLES,
    STANDARD_SHIPPING,
    CreditorReference,
    DiscountCodes,
    DownloadToken,
    EmailAddress,
    LongText,
    MinorUnits,
    OrderNumber,
    Quantity,
    ReplyBody,
    RequestBody,
    ShortText,
    Sku,
)
from bookstore.platform.title_kinds import TitleKind


class LineData(BaseModel):
    """One title of the order and its price."""

    model_config = ConfigDict(frozen=True)

    sku: Sku
    title: LongText
    kind: TitleKind = TitleKind.PRINTED
    quantity: Quantity
    unit_price: MinorUnits
    line_total: MinorUnits


class DownloadData(BaseModel):
    """The link to an e-book of the order."""

    model_config = ConfigDict(frozen=True)

    sku: Sku
    token: DownloadToken


class RefundData(BaseModel):
    """A refund of the order; its money goes back to the payment, or to gift cards and store credit."""

    model_config = ConfigDict(frozen=True)

    refund_id: UUID
    amount: MinorUnits
    destination: Literal["payment", "gift_cards", "hold"] = "payment"


class ParcelLine(BaseModel):
    """A number of copies of one title in a parcel."""

    model_config = ConfigDict(frozen=True)

    title: LongText
    quantity: Quantity


class ShipmentData(BaseModel):
    """A parcel with copies of the order; `charge` is what the card is charged for it, at shipment alone."""

    model_config = ConfigDict(frozen=True)

    shipment_id: UUID
    lines: Annotated[tuple[ParcelLine, ...], Field(min_length=1, max_length=MOST_TITLES)]
    charge: MinorUnits | None = None


class ReturnData(BaseModel):
    """Copies of the order that came back together."""

    model_config = ConfigDict(frozen=True)

    return_id: UUID
    lines: Annotated[tuple[ParcelLine, ...], Field(min_length=1, max_length=MOST_TITLES)]


class ExchangeData(BaseModel):
    """Copies that replace others, which came back."""

    model_config = ConfigDict(frozen=True)

    exchange_id: UUID
    lines: Annotated[tuple[ParcelLine, ...], Field(min_length=1, max_length=MOST_TITLES)]


class TransferData(BaseModel):
    """Where the customer transfers the money to, under which reference, and until when it must be booked."""

    model_config = ConfigDict(frozen=True)

    account: ShortText
    reference: CreditorReference
    due_at: datetime


class OrderData(BaseModel):
    """The order in an event. Unknown members are ignored: orders may add some.

    `returned` is what a cancellation returns, with what goes to gift cards and store credit; an event without
    it returns all that was captured. `redeemed` is what these have given of the grand total. An event
    without a `shipping_method` is of an order that was placed when there was one alone; where it is null,
    nothing of the order is shipped. Of the `tax`, a part may be added to the prices and the rest be part of
    them; `tax_mode` is that of shipping. `address_change` is the number of the change of address
    that the event is about.
    """

    model_config = ConfigDict(frozen=True)

    order_number: OrderNumber
    checkout_id: UUID
    placed_at: datetime
    email: EmailAddress
    locale: LocaleTag
    ship_to: Address
    bill_to: Address | None = None
    shipping_method: ShortText | None = STANDARD_SHIPPING
    lines: Annotated[tuple[LineData, ...], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE]
    currency: Currency
    subtotal: MinorUnits
    discount: MinorUnits
    shipping: MinorUnits
    tax: MinorUnits
    tax_mode: Literal["added", "included"]
    grand_total: MinorUnits
    captured: MinorUnits
    redeemed: MinorUnits = 0
    returned: MinorUnits | None = None
    returned_to_gift_cards: MinorUnits = 0
    discount_codes: DiscountCodes
    payment_method: ShortText
    transfer: TransferData | None = None
    refund: RefundData | None = None
    shipment: ShipmentData | None = None
    returned_copies: ReturnData | None = None
    exchange: ExchangeData | None = None
    downloads: tuple[DownloadData, ...] = ()
    missing: MinorUnits | None = None
    address_change: Annotated[int, Field(ge=1)] | None = None

    @property
    def about(self) -> str:
        """The refund, shipment, return, exchange or change of which it tells, or what is missing."""
        if self.refund is not None:
            return str(self.refund.refund_id)
        if self.shipment is not None:
            return str(self.shipment.shipment_id)
        if self.returned_copies is not None:
            return str(self.returned_copies.return_id)
        if self.exchange is not None:
            return str(self.exchange.exchange_id)
        if self.address_change is not None:
            return str(self.address_change)
        return "" if self.missing is None else str(self.missing)

    @property
    def added_tax(self) -> int:
        """The part of the tax that is added to the prices: what the grand total has beside them."""
        return self.grand_total - (self.subtotal - self.discount + self.shipping)

    @property
    def included_tax(self) -> int:
        """The part of the tax that the prices include."""
        return self.tax - self.added_tax

    @property
    def gift_cards(self) -> tuple[UUID, ...]:
        """The gift cards that the order has bought, in the order of its lines."""
        bought = [line for line in self.lines if line.kind.is_money]
        return tuple(
            gift_card_id
            for line in bought
            for gift_card_id in sold_gift_cards(self.checkout_id, line.sku, line.quantity)
        )

    @property
    def buyer(self) -> Address:
        """Where the buyer lives: a gift goes to somebody else."""
        return self.bill_to or self.ship_to

    @property
    def on_hold(self) -> bool:
        """Whether the event is about money that is held on a card, and was not charged."""
        if self.refund is not None:
            return self.refund.destination == ON_HOLD
        return self.payment_method == ON_SHIPMENT and self.shipment is None

    @property
    def moved(self) -> int:
        """The amount of the payment that it is about: missing, refunded, returned, held or captured."""
        if self.missing is not None:
            return self.missing
        if self.shipment is not None and self.shipment.charge is not None:
            return self.shipment.charge
        if self.on_hold and self.refund is None and self.returned is None:
            return self.grand_total - self.redeemed
        if self.refund is not None:
            return self.refund.amount - self.moved_by_gift_cards
        return self.captured if self.returned is None else self.returned - self.returned_to_gift_cards

    @property
    def moved_by_gift_cards(self) -> int:
        """The amount that gift cards and store credit gave or got back."""
        if self.refund is not None:
            return self.refund.amount if self.refund.destination == "gift_cards" else 0
        return self.redeemed if self.returned is None else self.returned_to_gift_cards


class OrderEvent(BaseModel):
    """A CloudEvent 1.0 in structured JSON form; extension attributes are allowed (CloudEvents 1.0.2)."""

    model_config = ConfigDict(frozen=True)

    specversion: Literal["1.0"]
    id: ShortText
    source: ShortText
    type: ShortText
    subject: ShortText | None = None
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    data: OrderData


class CopyRequest(RequestBody):
    """The id of a request for a copy: the same id, the same copy."""

    copy_id: UUID


class EventReceipt(ReplyBody):
    """The event is stored; a repeated one changes nothing."""

    id: str


class MailView(ReplyBody):
    """A mail, for staff and other services."""

    order_number: str
    kind: MailKind
    to: str
    state: MailState
    attempts: int
    tried_at: datetime | None
    next_attempt_at: datetime | None
    sent_at: datetime | None
    last_error: str | None
    unanswered: int
    asked_by: str | None

    @classmethod
    def of(cls, mail: QueuedMail) -> MailView:
        """The mail without its content. `unanswered` counts the handovers with an unknown outcome."""
        shown: dict[str, Any] = {
            name: getattr(mail, name) for name in cls.model_fields if hasattr(mail, name)
        }
        unanswered = mail.handovers - (1 if mail.state is MailState.SENT else 0)
        return cls(**shown, to=mail.recipient, unanswered=unanswered)


class ErasedMails(ReplyBody):
    """How many mails of the order named a person until now."""

    order_number: str
    mails: int


class MailList(ReplyBody):
    """The mails of an order, oldest first."""

    mails: tuple[MailView, ...]
