"""All discount codes of the stub of pricing, as quotes apply, redeem and release them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from environment.reckoning.bill import Bill
from environment.reckoning.discounts import GoodsLeft
from environment.stubs.discount_codes import QuoteToDiscount, StubbedCode, StubbedRedeemer, refused_code


class StubbedCodes:
    """The codes by their names in capitals."""

    def __init__(self) -> None:
        self._codes: dict[str, StubbedCode] = {}

    def set(self, name: str, terms: Mapping[str, Any]) -> Mapping[str, Any]:
        """Offer a code on these terms; returns it as JSON. Raises StubRefusal."""
        code = self._codes.get(name.upper(), StubbedCode(name.upper(), {}))
        code.set(terms)
        self._codes[name.upper()] = code
        return code.shown()

    def withdraw(self, name: str) -> None:
        """Offer a code no longer."""
        if name.upper() in self._codes:
            self._codes[name.upper()].withdrawn = True

    def on(
        self, quote_id: str, request: Mapping[str, Any], bare: Bill, now: datetime
    ) -> list[Mapping[str, Any]]:
        """What becomes of each code of a quote; a binding one redeems those that apply."""
        names = dict.fromkeys(code.strip().upper() for code in request["discount_codes"])
        known = [self._codes[name] for name in names if name in self._codes]
        totals = [0 if line.is_money else line.line_total for line in bare.lines]
        goods = GoodsLeft([line.sku for line in bare.lines], totals, bare.currency)
        quote = QuoteToDiscount(goods, now, StubbedRedeemer.of(request), binding=request["binding"])
        checked = [code.checked(quote) for code in sorted(known, key=lambda each: each.place)]
        for each in checked:
            if each["applied"] and request["binding"]:
                self._codes[each["code"]].redeemed_by[quote_id] = quote.redeemer
        unknown = [refused_code(name, "unknown") for name in names if name not in self._codes]
        return sorted([*checked, *unknown], key=lambda each: not each["applied"])

    def release(self, quote_id: str) -> None:
        """Give back what a quote has redeemed."""
        for code in self._codes.values():
            code.redeemed_by.pop(quote_id, None)

    def cancel(self, quote_id: str) -> bool:
        """Give it back unless canceled orders count; whether a code still counts."""
        for code in self._codes.values():
            if not code.terms["canceled_orders_count"]:
                code.redeemed_by.pop(quote_id, None)
        return any(quote_id in code.redeemed_by for code in self._codes.values())
