"""Discount codes: their discounts, and when they do not apply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from bookstore.platform.money import Currency, Money
from bookstore.pricing.rounding import to_step


class CodeRefusal(StrEnum):
    """Why a discount code does not apply."""

    UNKNOWN = "unknown"
    WRONG_CURRENCY = "wrong-currency"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    USED_UP = "used-up"
    USED_BY_CUSTOMER = "used-by-customer"
    MINIMUM_NOT_REACHED = "minimum-not-reached"


@dataclass(frozen=True)
class Percent:
    """A discount in percent of the subtotal: more than 0, at most 100."""

    percent: Decimal


@dataclass(frozen=True)
class Fixed:
    """A discount in minor units of the code's currency, at most the subtotal."""

    amount: int


@dataclass(frozen=True)
class RedemptionLimits:
    """How often a code may be redeemed; None is without limit.

    `canceled_orders_count`: a canceled order still counts as a redemption.
    """

    in_all: int | None = None
    per_customer: int | None = None
    canceled_orders_count: bool = False


@dataclass(frozen=True)
class DiscountCode:
    """A code and its terms. Without a currency it applies in all; `minimum` is a subtotal in minor units."""

    code: str
    takes_off: Percent | Fixed
    currency: Currency | None = None
    minimum: int = 0
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    limits: RedemptionLimits = RedemptionLimits()
    redeemed: int = 0

    def refusal(self, subtotal: Money, now: datetime, used_by_customer: int) -> CodeRefusal | None:
        """Why the code does not apply. The minimum is checked last, as the customer can still reach it."""
        limits = self.limits
        if self.currency not in (None, subtotal.currency):
            return CodeRefusal.WRONG_CURRENCY
        if self.valid_from is not None and now < self.valid_from:
            return CodeRefusal.NOT_YET_VALID
        if self.valid_until is not None and now >= self.valid_until:
            return CodeRefusal.EXPIRED
        if limits.in_all is not None and self.redeemed >= limits.in_all:
            return CodeRefusal.USED_UP
        if limits.per_customer is not None and used_by_customer >= limits.per_customer:
            return CodeRefusal.USED_BY_CUSTOMER
        return CodeRefusal.MINIMUM_NOT_REACHED if subtotal.amount < self.minimum else None

    def discount_on(self, subtotal: Money) -> Money:
        """The discount: at most the subtotal, and an amount that can be charged."""
        match self.takes_off:
            case Percent(percent):
                exact = subtotal.amount * Fraction(percent) / 100
            case Fixed(amount):
                exact = Fraction(min(amount, subtotal.amount))
        return Money(to_step(exact, subtotal.currency), subtotal.currency)


@dataclass(frozen=True)
class CodeOutcome:
    """Whether the code that the customer typed applies, and the `reason` why it does not."""

    code: str
    reason: CodeRefusal | None = None

    @property
    def applied(self) -> bool:
        """Whether the quote has the discount."""
        return self.reason is None


def canonical_code(text: str) -> str:
    """The spelling in which codes are compared and stored: capitals, without outer blanks."""
    return text.strip().upper()


@dataclass(frozen=True)
class Redeemer:
    """Who redeems a code: an account, and the persons who read its mail addresses. Either may be unknown.

    Two redeemers are the same where the account is, or a person: a person keeps the uses they have had on
    changing the account, and an account on changing its address.
    """

    customer: str | None
    persons: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether redemptions can be counted for this redeemer."""
        return self.customer is not None or bool(self.persons)
