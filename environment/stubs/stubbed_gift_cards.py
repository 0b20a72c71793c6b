"""Gift cards in the stub of payments: their balances, redemptions by checkout, and sales by order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from environment.stubs.stub import StubRefusal


@dataclass
class StubbedGiftCard:
    """A gift card, or the store credit of a customer."""

    request: Mapping[str, Any]
    balance: int
    code: str
    is_void: bool = False
    sku: str = ""

    @property
    def is_unspent(self) -> bool:
        """Whether all of it is left."""
        return not self.is_void and self.balance == self.request["amount"]["amount"]

    @property
    def currency(self) -> str:
        """The currency of its money."""
        return str(self.request["amount"]["currency"])

    @property
    def owner(self) -> str | None:
        """The customer whose store credit it is."""
        owner: str | None = self.request.get("customer")
        return owner


@dataclass
class StubbedRedemption:
    """What gift cards gave for a checkout; `request` is None where its release came first."""

    request: Mapping[str, Any] | None = None
    parts: list[tuple[StubbedGiftCard, int]] = field(default_factory=list)
    refunds: dict[str, int] = field(default_factory=dict)
    released: bool = False

    @property
    def redeemed(self) -> int:
        """Minor units that gift cards have given and not got back."""
        return sum(amount for _, amount in self.parts)

    def take_back(self, amount: int) -> None:
        """Give so much back, to the gift card that gave last first."""
        for place, (card, given) in reversed([*enumerate(self.parts)]):
            back = min(given, amount)
            card.balance += 0 if card.is_void else back
            amount -= back
            self.parts[place] = (card, given - back)


@dataclass
class StubbedSale:
    """The gift cards that an order has bought; `request` is None where its void came first."""

    request: Mapping[str, Any] | None = None
    cards: list[StubbedGiftCard] = field(default_factory=list)
    is_void: bool = False
    returns: dict[str, Mapping[str, int]] = field(default_factory=dict)

    def unspent(self, sku: str, wanted: int) -> list[StubbedGiftCard]:
        """So many of its cards of this title of which nothing was spent. Raises StubRefusal."""
        found = [each for each in self.cards if each.sku == sku and each.is_unspent]
        if len(found) < wanted:
            detail = f"{len(found)} gift cards are unspent, and {wanted} were to be taken back"
            raise StubRefusal("gift-card-spent", detail, sku=sku, unspent=len(found))
        return found[:wanted]
