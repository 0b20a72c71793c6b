"""Gift cards and store credit as the payments service stores them. Amounts are minor units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class GiftCardRow:
    """A gift card, or store credit. `balance` is what the service says, the others are what was moved."""

    gift_card_id: str
    currency: str
    balance: int
    issued: int = 0
    redeemed: int = 0
    released: int = 0
    refunded: int = 0
    is_void: bool = False

    @classmethod
    def read(cls, moved: Mapping[str, int], **fields: Any) -> GiftCardRow:
        """From a row of queries.py."""
        return cls(**{**fields, **moved})

    @property
    def left(self) -> int:
        """The balance that follows from what was moved; of a void card nothing is left."""
        return 0 if self.is_void else self.of_movements

    @property
    def of_movements(self) -> int:
        """What was issued and has not been spent, whosever it is."""
        return self.issued - self.redeemed + self.released + self.refunded


@dataclass(frozen=True)
class SoldGiftCardRow:
    """A gift card that an order has bought: the one with this number of the line of this title."""

    checkout_id: str
    sku: str
    number: int
    currency: str
    amount: int
    code_hash: str
    is_void: bool = False
    taken_back_by: str | None = None


@dataclass(frozen=True)
class GiftCardRedemptionRow:
    """What gift cards and store credit gave for one checkout, and what went back to them."""

    checkout_id: str
    currency: str
    total: int
    redeemed: int = 0
    released: int = 0
    refunded: int = 0

    @classmethod
    def read(cls, moved: Mapping[str, int], **fields: Any) -> GiftCardRedemptionRow:
        """From a row of queries.py."""
        return cls(**{**fields, **moved})

    @property
    def kept(self) -> int:
        """What the bookstore has received in this way and not given back."""
        return self.redeemed - self.released - self.refunded
