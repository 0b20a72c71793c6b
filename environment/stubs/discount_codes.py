"""The discount codes of the stub of pricing: terms, redemptions, and why a code does not apply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from environment.reckoning.discounts import GoodsLeft, discount_due, place_of
from environment.stubs.stub import StubRefusal, iso

_DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(("percent", "amount", "currency", "valid_from", "valid_until")),
    **dict.fromkeys(("limit", "limit_per_customer")),
    "minimum": 0,
    "canceled_orders_count": False,
    "skus": (),
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


@dataclass(frozen=True)
class QuoteToDiscount:
    """The goods of a quote with what is left of them, when it is made, and for whom."""

    goods: GoodsLeft
    at: datetime
    redeemer: StubbedRedeemer
    binding: bool


@dataclass
class StubbedCode:
    """A code, its terms, and who has redeemed it by quote."""

    code: str
    terms: Mapping[str, Any]
    redeemed_by: dict[str, StubbedRedeemer] = field(default_factory=dict)
    withdrawn: bool = False

    @property
    def place(self) -> tuple[bool, bool, str]:
        """Sorts codes as they apply."""
        return place_of(self.code, self.terms)

    def set(self, request: Mapping[str, Any]) -> None:
        """Replace the terms. Raises StubRefusal."""
        terms = {**_DEFAULTS, **request, "skus": sorted(set(request.get("skus") or ()))}
        if terms["limit"] is not None and len(self.redeemed_by) > terms["limit"]:
            count = len(self.redeemed_by)
            raise StubRefusal("limit-below-redeemed", f"the code was redeemed {count} times", redeemed=count)
        self.terms, self.withdrawn = terms, False

    def shown(self) -> Mapping[str, Any]:
        """As JSON."""
        shown = {**self.terms, "code": self.code, "redeemed": len(self.redeemed_by)}
        percent = shown["percent"]
        times = {name: iso(_moment(shown[name])) for name in ("valid_from", "valid_until") if shown[name]}
        return {**shown, **times, "percent": None if percent is None else str(percent)}

    def checked(self, quote: QuoteToDiscount) -> Mapping[str, Any]:
        """Whether the code applies; then what it takes off is off the goods."""
        skus = self.terms["skus"]
        if reason := self._refusal(quote):
            return refused_code(self.code, reason, skus)
        discount = discount_due(self.terms, quote.goods.rest_of(skus), quote.goods.currency)
        quote.goods.take_off(discount, skus)
        return {"code": self.code, "applied": True, "reason": None, "discount": discount, "skus": skus}

    def _refusal(self, quote: QuoteToDiscount) -> str | None:
        """Why the code does not apply; last, what the customer can still do something about."""
        terms, most, now = self.terms, self.terms["limit_per_customer"], quote.at
        cost, rest = quote.goods.cost_of(terms["skus"]), quote.goods.rest_of(terms["skus"])
        reasons = {
            "withdrawn": self.withdrawn,
            "wrong-currency": terms["currency"] not in (None, quote.goods.currency),
            "not-yet-valid": bool(terms["valid_from"]) and now < _moment(terms["valid_from"]),
            "expired": bool(terms["valid_until"]) and now >= _moment(terms["valid_until"]),
            "used-up": terms["limit"] is not None and len(self.redeemed_by) >= terms["limit"],
            "used-by-customer": most is not None and self._uses(quote, most) >= most,
            "no-title-for-it": not cost,
            "minimum-not-reached": cost < terms["minimum"],
            "nothing-left": not rest,
        }
        return next((reason for reason, holds in reasons.items() if holds), None)

    def _uses(self, quote: QuoteToDiscount, most: int) -> int:
        """An unknown customer sees the code applied, and cannot bind it."""
        if not quote.redeemer.known:
            return most if quote.binding else 0
        return sum(quote.redeemer.is_the_same(each) for each in self.redeemed_by.values())


def refused_code(code: str, reason: str, skus: Sequence[str] = ()) -> Mapping[str, Any]:
    """What a quote says of a code that does not apply."""
    return {"code": code, "applied": False, "reason": reason, "discount": 0, "skus": list(skus)}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
