"""Money as integer minor units plus an ISO 4217 currency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Currency(StrEnum):
    """The currencies in which the bookstore sells."""

    USD = "USD"
    EUR = "EUR"
    GBP = "GBP"
    JPY = "JPY"
    KWD = "KWD"

    @property
    def decimals(self) -> int:
        """Digits after the decimal point (source: ISO 4217)."""
        return {"JPY": 0, "KWD": 3}.get(self.value, 2)

    @property
    def step(self) -> int:
        """The smallest amount that can be charged, in minor units: 10 fils in KWD, 1 elsewhere.

        Source: Stripe, "Supported currencies": amounts of three-decimal currencies end in 0.
        """
        return 10 if self.decimals == 3 else 1


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies were added, subtracted or compared."""


@dataclass(frozen=True, order=False)
class Money:
    """An amount in minor units (cents, yen, fils) of one currency."""

    amount: int
    currency: Currency

    def __post_init__(self) -> None:
        if not isinstance(self.amount, int) or isinstance(self.amount, bool):
            raise TypeError(f"money is counted in whole minor units, not {self.amount!r}")

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._same(other), self.currency)

    def __mul__(self, times: int) -> Money:
        return Money(self.amount * times, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._same(other)

    def _same(self, other: Money) -> int:
        if other.currency is not self.currency:
            raise CurrencyMismatch(f"{self} and {other} have different currencies")
        return other.amount

    def __str__(self) -> str:
        """Plain text for logs and messages: `12.50 USD`, `500 JPY`."""
        digits = self.currency.decimals
        sign, units = ("-" if self.amount < 0 else ""), abs(self.amount)
        if digits == 0:
            return f"{sign}{units} {self.currency}"
        whole, part = divmod(units, 10**digits)
        return f"{sign}{whole}.{part:0{digits}d} {self.currency}"


def zero(currency: Currency) -> Money:
    """An amount of 0 in this currency."""
    return Money(0, currency)


def total(amounts: Iterable[Money], currency: Currency) -> Money:
    """The sum of the amounts, which must all be in this currency; 0 where there are none."""
    result = zero(currency)
    for amount in amounts:
        result += amount
    return result


def round_half_up(exact: Fraction) -> int:
    """The nearest whole minor unit; a half is rounded away from zero (docs/adr: money and rounding)."""
    sign = -1 if exact < 0 else 1
    return sign * ((2 * abs(exact.numerator) + exact.denominator) // (2 * exact.denominator))


def allocate(amount: int, weights: Sequence[int]) -> list[int]:
    """Split `amount` minor units in proportion to the weights, exactly, by largest remainder.

    The parts sum to `amount`. A part of weight 0 gets nothing. Equal remainders favor the earlier part.
    Raises ValueError for a negative weight, and for an amount over weights that sum to 0.
    """
    whole = sum(weights)
    if any(weight < 0 for weight in weights):
        raise ValueError(f"weights must not be negative: {list(weights)}")
    if whole == 0:
        if amount:
            raise ValueError(f"{amount} minor units cannot be split over weights {list(weights)}")
        return [0 for _ in weights]
    sign, units = (-1 if amount < 0 else 1), abs(amount)
    parts = [units * weight // whole for weight in weights]
    remainders = [units * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-remainders[i], i))
    for index in by_remainder[: units - sum(parts)]:
        parts[index] += 1
    return [sign * part for part in parts]
