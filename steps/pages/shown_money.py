"""Amounts as pages show them, in the conventions of their reader: $9.50, 9,50 €, ￥950, KWD 2.500."""

from __future__ import annotations

import re

from steps.vocabulary.money import Money, decimals_of

_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "￥": "JPY"}
_CURRENCIES = _SIGNS | {code: code for code in ("USD", "EUR", "GBP", "JPY", "KWD")}
_THOUSANDS = 3  # digits between two separators of thousands
_AMOUNT = re.compile(r"(?P<before>[^\d\s,.]*)\s*(?P<number>\d[\d.,\s]*?)\s*(?P<after>[^\d\s,.]*)")


def money_shown(text: str) -> Money:
    """The amount; ValueError where the text is no amount, or its sign or decimals are of no currency."""
    plain = text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").strip()
    found = _AMOUNT.fullmatch(plain)
    sign = (found["before"] or found["after"]) if found else ""
    if found is None or sign not in _CURRENCIES:
        raise ValueError(f"the page shows {text!r}, which is no amount with the sign of a currency")
    currency = _CURRENCIES[sign]
    decimals = decimals_of(currency)
    part = re.search(r"[.,](\d+)$", found["number"].strip())
    shown = len(part[1]) if part else 0
    if shown == _THOUSANDS and decimals != _THOUSANDS:
        shown = 0
    if shown != decimals:
        raise ValueError(f"the page shows {text!r}: {currency} is written with {decimals} decimals")
    return Money(int(re.sub(r"\D", "", found["number"])), currency)
