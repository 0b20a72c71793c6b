"""How gift cards and store credit give money for a total, and how they get it back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from bookstore.platform.money import Money


@dataclass(frozen=True)
class GiftCard:
    """A gift card, or the store credit of a customer, who is its owner; the balance is what is left of it."""

    gift_card_id: UUID
    issued: Money
    balance: int
    code_hash: str | None = None
    customer_id: str | None = None


@dataclass(frozen=True)
class GivenPart:
    """What one gift card has given for a checkout, less what it got back, in minor units."""

    gift_card_id: UUID
    amount: int


@dataclass(frozen=True)
class Redemption:
    """What gift cards give for a total, in the order in which they give."""

    checkout_id: UUID
    total: Money
    parts: tuple[GivenPart, ...]

    @property
    def redeemed(self) -> int:
        """Minor units."""
        return sum(part.amount for part in self.parts)

    @property
    def to_pay(self) -> int:
        """Minor units that are left for the payment."""
        return self.total.amount - self.redeemed


@dataclass(frozen=True)
class Shares:
    """What each named gift card gives for a total, and store credit after them, in minor units."""

    gift_cards: tuple[int, ...]
    store_credit: int
    to_pay: int


def amounts_given(total: int, balances: Sequence[int], smallest_payment: int) -> tuple[int, ...]:
    """What each balance gives for the total: as much as it has, in their order.

    The rest is nothing or at least the smallest amount that can be paid in another way: the balances that
    give last keep what that takes. A total below that amount cannot be paid by card anyway.
    """
    given, left = [], total
    for balance in balances:
        given.append(min(balance, left))
        left -= given[-1]
    if 0 < left < smallest_payment <= total:
        taken_back = _from_the_end(given, smallest_payment - left)
        given = [amount - back for amount, back in zip(given, taken_back, strict=True)]
    return tuple(given)


def amounts_back(parts: Sequence[GivenPart], amount: int) -> tuple[GivenPart, ...]:
    """How an amount goes back: what gave last gets back first, as if the order had cost less."""
    back = _from_the_end([part.amount for part in parts], amount)
    return tuple(
        GivenPart(part.gift_card_id, amount) for part, amount in zip(parts, back, strict=True) if amount
    )


def _from_the_end(amounts: Sequence[int], wanted: int) -> list[int]:
    taken = []
    for amount in reversed(amounts):
        taken.append(min(amount, wanted))
        wanted -= taken[-1]
    return taken[::-1]
