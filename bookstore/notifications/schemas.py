"""What comes in and goes out of notifications. Amounts are minor units of the order's currency."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from bookstore.notifications.model import Kind, Mail, State
from bookstore.platform.money import Currency
from bookstore.platform.schemas import (
    Address,
    EmailAddress,
    LongText,
    MinorUnits,
    Quantity,
    Reply,
    Request,
    ShortText,
    Sku,
)

OrderNumber = Annotated[str, StringConstraints(pattern=r"^BK-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$")]


class LineData(BaseModel):
    """One title of the order and what it cost."""

    model_config = ConfigDict(frozen=True)

    sku: Sku
    title: LongText
    quantity: Quantity
    unit_price: MinorUnits
    line_total: MinorUnits


class RefundData(BaseModel):
    """Money that goes back."""

    model_config = ConfigDict(frozen=True)

    refund_id: UUID
    amount: MinorUnits


class OrderData(BaseModel):
    """Everything a mail tells of an order. Unknown members are ignored: orders may add some."""

    model_config = ConfigDict(frozen=True)

    order_number: OrderNumber
    placed_at: datetime
    email: EmailAddress
    locale: Annotated[str, StringConstraints(max_length=35)]
    ship_to: Address
    lines: Annotated[tuple[LineData, ...], Field(min_length=1, max_length=100)]
    currency: Currency
    subtotal: MinorUnits
    discount: MinorUnits
    shipping: MinorUnits
    tax: MinorUnits
    tax_mode: Literal["added", "included"]
    grand_total: MinorUnits
    captured: MinorUnits
    discount_code: ShortText | None
    payment_method: ShortText
    refund: RefundData | None = None


class Event(BaseModel):
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


class CopyRequest(Request):
    """The staff's name for one wish: the same name, the same copy."""

    copy_id: UUID


class EventTaken(Reply):
    """The event is kept; a repeated one changes nothing."""

    id: str


class MailView(Reply):
    """A mail as staff and other services see it."""

    order_number: str
    kind: Kind
    to: str
    state: State
    attempts: int
    tried_at: datetime | None
    next_attempt_at: datetime | None
    sent_at: datetime | None
    last_error: str | None
    unanswered: int
    asked_by: str | None

    @classmethod
    def of(cls, mail: Mail) -> MailView:
        """This mail, without its content. `unanswered` counts handovers whose outcome was never told."""
        shown: dict[str, Any] = {
            name: getattr(mail, name) for name in cls.model_fields if hasattr(mail, name)
        }
        unanswered = mail.handovers - (1 if mail.state is State.SENT else 0)
        return cls(**shown, to=mail.recipient, unanswered=unanswered)


class MailList(Reply):
    """An order's mails, oldest first."""

    mails: tuple[MailView, ...]
