"""The discount codes of the stub of pricing: terms, redemptions, and why a code does not apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from environment.reckoning.rounding import half_up, step_of
from environment.stubs.stub import StubRefusal, iso

_DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(("percent", "amount", "currency", "valid_from", "valid_until")),
    **dict.fromkeys(("limit", "limit_per_customer")),
    "minimum": 0,
    "canceled_orders_count": False,
}


@dataclass(frozen=True)
class StubbedRedeemer:
    """Who redeems a code: an account, and the mail addresses in small letters."""

    customer: str | None
    emails: frozenset[str]

    @classmethod
    def of(cls, request: Mapping[str, Any]) -> StubbedRedeemer:
        """The redeemer of a quote."""
        emails = (request["email"], request["account_email"])
        return cls(request["customer"], frozenset(each.casefold() for each in emails if each))

    @property
    def known(self) -> bool:
        """Whether redemptions can be counted for this redeemer."""
        return bool(self.customer or self.emails)

    def is_the_same(self, other: StubbedRedeemer) -> bool:
        """Whether both have the same account, or an address in common."""
        same_account = self.customer is not None and self.customer == other.customer
        return same_account or not self.emails.isdisjoint(other.emails)


@dataclass
class StubbedCode:
    """A code, its terms, and who has redeemed it by quote."""

    code: str
    terms: Mapping[str, Any]
    redeemed_by: dict[str, StubbedRedeemer] = field(default_factory=dict)

    def set(self, request: Mapping[str, Any]) -> None:
        """Replace the terms. Raises StubRefusal."""
        terms = {**_DEFAULTS, **request}
        if terms["limit"] is not None and len(self.redeemed_by) > terms["limit"]:
            count = len(self.redeemed_by)
            raise StubRefusal("limit-below-redeemed", f"the code was redeemed {count} times", redeemed=count)
        self.terms = terms

    def shown(self) -> Mapping[str, Any]:
        """As JSON."""
        shown = {**self.terms, "code": self.code, "redeemed": len(self.redeemed_by)}
        percent = shown["percent"]
        times = {name: iso(_moment(shown[name])) for name in ("valid_from", "valid_until") if shown[name]}
        return {**shown, **times, "percent": None if percent is None else str(percent)}

    def refusal(
        self, subtotal: int, currency: str, now: datetime, redeemer: StubbedRedeemer, *, binding: bool
    ) -> str | None:
        """Why the code does not apply; the minimum is checked last, as the customer can still reach it."""
        terms, most = self.terms, self.terms["limit_per_customer"]
        reasons = {
            "wrong-currency": terms["currency"] not in (None, currency),
            "not-yet-valid": bool(terms["valid_from"]) and now < _moment(terms["valid_from"]),
            "expired": bool(terms["valid_until"]) and now >= _moment(terms["valid_until"]),
            "used-up": terms["limit"] is not None and len(self.redeemed_by) >= terms["limit"],
            "used-by-customer": most is not None and self._uses(redeemer, most, binding=binding) >= most,
            "minimum-not-reached": subtotal < terms["minimum"],
        }
        return next((reason for reason, holds in reasons.items() if holds), None)

    def _uses(self, redeemer: StubbedRedeemer, most: int, *, binding: bool) -> int:
        """An unknown customer sees the code applied, and cannot bind it."""
        if not redeemer.known:
            return most if binding else 0
        return sum(redeemer.is_the_same(each) for each in self.redeemed_by.values())

    def discount_on(self, subtotal: int, currency: str) -> int:
        """The discount in minor units, at most the subtotal."""
        if self.terms["kind"] == "percent":
            exact = subtotal * Fraction(str(self.terms["percent"])) / 100
        else:
            exact = Fraction(min(self.terms["amount"], subtotal))
        return half_up(exact, step_of(currency))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
