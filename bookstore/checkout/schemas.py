"""What comes in and goes out of the checkout service."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import StringConstraints

from bookstore.platform.schemas import Address, MoneyBody, Reply, Request

Email = Annotated[str, StringConstraints(pattern=r"^[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,190}$")]
Locale = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
Token = Annotated[str, StringConstraints(pattern=r"^pm_[A-Za-z0-9_]{1,100}$")]


class Payment(Request):
    """How the customer pays; the token stands for the card, whose number never comes here."""

    method: Literal["card", "wallet"]
    token: Token


class Submission(Request):
    """A customer says: buy this cart, for the total I saw."""

    cart_id: UUID
    email: Email
    locale: Locale = "en-US"
    ship_to: Address
    payment: Payment | None = None
    expected_total: MoneyBody


class CheckoutView(Reply):
    """How far a checkout is."""

    checkout_id: UUID
    state: Literal["running", "compensating", "completed", "refused"]
    order_number: str | None = None
    grand_total: MoneyBody | None = None
    reason: str | None = None
