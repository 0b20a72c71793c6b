"""What a person has added and chosen: copies for a cart, the card of a checkout page, a way of shipping."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import uuid4

from steps.drivers.cart import ShownQuote
from steps.drivers.checkout import PaymentChoice


@dataclass(frozen=True)
class Addition:
    """Copies that are added to a cart, under the idempotency key that the browser gave this request."""

    sku: str
    copies: int
    key: str = field(default_factory=lambda: str(uuid4()))


@dataclass(frozen=True)
class EnteredCard:
    """Card details in the form of a checkout page: for which choice they were entered, and their token."""

    choice: PaymentChoice
    token: str


@dataclass(frozen=True)
class ChosenShipping:
    """A way of shipping, and how this person is shown the total with it."""

    way: str
    read_quote: Callable[[], ShownQuote]
