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
    WITHDRAWN = "withdrawn"
    WRONG_CURRENCY = "wrong-currency"
    NOT_YET_VALID = "not-yet-valid"
    EXPIRED = "expired"
    USED_UP = "used-up"
    USED_BY_CUSTOMER = "used-by-customer"
    NO_TITLE_FOR_IT = "no-title-for-it"
    MINIMUM_NOT_REACHED = "minimum-not-reached"
    NOTHING_LEFT = "nothing-left"


@dataclass(frozen=True)
class Percent:
    """A discount in percent: more than 0, at most 100."""

    percent: Decimal


@dataclass(frozen=True)
class Fixed:
    """A discount in minor units of the code's currency, at most what there is to take it off."""

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
    """A code and its terms.

    currency: without one it applies in all. minimum: what the titles that it is for cost at least, in minor
    units. skus: the titles that it is for; none: all. withdrawn: staff has taken it back.
    """

    code: str
    takes_off: Percent | Fixed
    currency: Currency | None = None
    minimum: int = 0
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    limits: RedemptionLimits = RedemptionLimits()
    redeemed: int = 0
    skus: frozenset[str] = frozenset()
    withdrawn: bool = False

    def is_for(self, sku: str) -> bool:
        """Whether the code takes anything off this title."""
        return not self.skus or sku in self.skus

    def refusal(self, goods: Money, now: datetime, used_by_customer: int) -> CodeRefusal | None:
        """Why the code does not apply to these goods: the titles of the cart that it is for.

        What the customer can still do something about is checked last.
        """
        limits = self.limits
        begins, ends, most = self.valid_from, self.valid_until, limits.per_customer
        holds = {
            CodeRefusal.WITHDRAWN: self.withdrawn,
            CodeRefusal.WRONG_CURRENCY: self.currency not in (None, goods.currency),
            CodeRefusal.NOT_YET_VALID: begins is not None and now < begins,
            CodeRefusal.EXPIRED: ends is not None and now >= ends,
            CodeRefusal.USED_UP: limits.in_all is not None and self.redeemed >= limits.in_all,
            CodeRefusal.USED_BY_CUSTOMER: most is not None and used_by_customer >= most,
            CodeRefusal.NO_TITLE_FOR_IT: not goods.amount,
            CodeRefusal.MINIMUM_NOT_REACHED: goods.amount < self.minimum,
        }
        return next((reason for reason, is_so in holds.items() if is_so), None)

    def discount_on(self, goods: Money) -> Money:
        """The discount: at most what the goods cost, and an amount that can be charged."""
        match self.takes_off:
            case Percent(percent):
                exact = goods.amount * Fraction(percent) / 100
            case Fixed(amount):
                exact = Fraction(min(amount, goods.amount))
        return Money(to_step(exact, goods.currency), goods.currency)


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
