"""One payment as a bank statement shows it: the payment method, and what was charged, refunded and held."""

from __future__ import annotations

from dataclasses import dataclass

from steps.vocabulary.money import Money


@dataclass(frozen=True)
class StatementLine:
    """What one payment did to the money of its customer.

    Two lines are equal where method, currency and all four amounts are. Sentences about money compare lines,
    and no amounts without their currency.
    """

    method: str
    charged: Money
    refunded: Money
    held: Money
    released: Money

    @classmethod
    def charge(cls, method: str, amount: Money, refunded: Money | None = None) -> StatementLine:
        """A charge, of which an amount was refunded."""
        none = amount.nothing
        return cls(method, amount, refunded or none, none, none)

    @classmethod
    def hold(cls, method: str, amount: Money) -> StatementLine:
        """A hold that is neither charged nor released."""
        none = amount.nothing
        return cls(method, none, none, amount, none)

    @classmethod
    def released_hold(cls, method: str, amount: Money) -> StatementLine:
        """A hold that was released."""
        none = amount.nothing
        return cls(method, none, none, none, amount)

    @classmethod
    def parts(
        cls,
        method: str,
        charged: Money,
        *,
        refunded: Money | None = None,
        held: Money | None = None,
        released: Money | None = None,
    ) -> StatementLine:
        """What parcels have charged of a hold, of which the rest is held or was released."""
        none = charged.nothing
        return cls(method, charged, refunded or none, held or none, released or none)

    @property
    def has_money(self) -> bool:
        """Whether an amount was charged or is held."""
        return bool(self.charged.amount or self.held.amount)

    @property
    def is_reversed(self) -> bool:
        """Whether nothing is held, and everything that was charged is refunded."""
        return not self.held.amount and self.charged == self.refunded

    def __str__(self) -> str:
        """The amounts that moved, by what became of them."""
        amounts = {each: getattr(self, each) for each in ("charged", "refunded", "held", "released")}
        moved = [f"{amount} {each}" for each, amount in amounts.items() if amount.amount]
        return f"{self.method}: {', '.join(moved) or 'nothing charged'}"
