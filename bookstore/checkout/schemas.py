"""What comes in and goes out of the checkout service."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from bookstore.platform.money import Currency, Money
from bookstore.platform.schemas import Address, EmailAddress, MoneyBody, ReplyBody, RequestBody

Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
Token = Annotated[str, StringConstraints(pattern=r"^pm_[A-Za-z0-9_]{1,100}$")]


class PaymentChoice(RequestBody):
    """How the customer pays; the token stands for the card, whose number never comes here."""

    method: Literal["card", "wallet"]
    token: Token


class SeenTotal(RequestBody):
    """What the cart was shown to cost: also more than can be paid, which the customer is told then."""

    amount: Annotated[int, Field(ge=0, le=2**53 - 1, strict=True)]
    currency: Currency

    @property
    def money(self) -> Money:
        """The money it states."""
        return Money(self.amount, self.currency)


class Submission(RequestBody):
    """A customer says: buy this cart, for the total I saw.

    `cart_version` says which version of the cart they saw. Then another one is refused, and a total that has
    fallen is charged; without it the total must be the very same.
    """

    cart_id: UUID
    email: EmailAddress
    locale: Locale = "en-US"
    ship_to: Address
    payment: PaymentChoice | None = None
    expected_total: SeenTotal
    cart_version: Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)] | None = None


class ActionView(ReplyBody):
    """What the customer must do: confirm the payment at the bank's page, at the latest by `until`."""

    url: str | None
    until: datetime


class CheckoutView(ReplyBody):
    """How far a checkout is."""

    checkout_id: UUID
    state: Literal["running", "waiting", "compensating", "completed", "refused"]
    order_number: str | None = None
    grand_total: MoneyBody | None = None
    reason: str | None = None
    detail: str | None = None
    action: ActionView | None = None
