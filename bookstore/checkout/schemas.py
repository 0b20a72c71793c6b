"""The request and response bodies of the checkout service."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from bookstore.platform.addresses import DeliveryAddress
from bookstore.platform.languages import FALLBACK_LOCALE, LocaleTag
from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import (
    MOST_GIFT_CARDS,
    EmailAddress,
    MoneyBody,
    PaymentToken,
    ReplyBody,
    RequestBody,
    ShortText,
)

# As a customer types it; a code of another form is the code of no gift card.
_TypedCode = Annotated[str, StringConstraints(pattern=r"^[ -~]{1,40}$", min_length=1, max_length=40)]
GiftCardCodes = Annotated[tuple[_TypedCode, ...], Field(max_length=MOST_GIFT_CARDS)]


class PaymentDetails(RequestBody):
    """How the customer pays; the token stands for the card, whose number is never sent to us.

    `card_on_shipment`: the card is charged for each parcel when it leaves. A customer who pays by bank
    transfer, in advance or on invoice, has no token.
    """

    method: Literal["card", "card_on_shipment", "wallet", "advance", "invoice"]
    token: PaymentToken | None = None

    @model_validator(mode="after")
    def token_where_it_belongs(self) -> PaymentDetails:
        """Refuse a card without a token, and a transfer with one."""
        if (self.token is None) is not (self.method in ("advance", "invoice")):
            raise ValueError("a card and a wallet have a token, a transfer has none")
        return self


class SeenTotal(RequestBody):
    """The grand total that the customer saw. It may be more than can be charged, which is refused later."""

    amount: Annotated[int, Field(ge=0, le=2**53 - 1, strict=True)]
    currency: Currency

    @property
    def money(self) -> Money:
        """The same as Money."""
        return Money(self.amount, self.currency)


class Submission(RequestBody):
    """The customer buys this cart for the total they saw.

    With `cart_version`, another version of the cart is refused and a lower total is charged. Without it, the
    total must be equal. Without a `shipping_method` the cheapest one is meant, and
    without `bill_to` the bill goes where the copies go. Gift cards give in their order, then store credit;
    the `payment` is for what they leave.
    """

    cart_id: UUID
    email: EmailAddress
    locale: LocaleTag = FALLBACK_LOCALE
    ship_to: DeliveryAddress
    bill_to: DeliveryAddress | None = None
    shipping_method: ShortText | None = None
    payment: PaymentDetails | None = None
    gift_cards: GiftCardCodes = ()
    store_credit: bool = False
    expected_total: SeenTotal
    cart_version: Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)] | None = None


class ActionView(ReplyBody):
    """What the customer must do: confirm the payment at the bank's page, at the latest by `until`."""

    url: str | None
    until: datetime


class CheckoutView(ReplyBody):
    """The state of a checkout."""

    checkout_id: UUID
    state: Literal["running", "waiting", "compensating", "completed", "refused"]
    order_number: str | None = None
    grand_total: MoneyBody | None = None
    reason: str | None = None
    detail: str | None = None
    action: ActionView | None = None
