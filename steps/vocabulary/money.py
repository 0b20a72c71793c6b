"""Money as people write it: $12.50, €9.99, £7.25, ¥500, KWD 2.500."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from steps.vocabulary.lookup import lookup

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "KWD ": "KWD"}
_DECIMALS = {"USD": 2, "EUR": 2, "GBP": 2, "JPY": 0, "KWD": 3}
PATTERN = r"(?:[$€£¥]|KWD )\d+(?:\.\d+)?"
_FORM = re.compile(r"(?P<sign>[$€£¥]|KWD )(?P<number>\d+(?:\.(?P<part>\d+))?)")


@dataclass(frozen=True)
class Money:
    """Minor units of one currency."""

    amount: int
    currency: str

    @classmethod
    def parse(cls, text: str) -> Money:
        """Strictly: a sign, and as many decimals as the currency has; ValueError says what is wrong."""
        found = _FORM.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is no money: write it like $12.50, €9.99, £7.25, ¥500 or KWD 2.500")
        currency = _SIGNS[found["sign"]]
        decimals = _DECIMALS[currency]
        if len(found["part"] or "") != decimals:
            raise ValueError(f"{text!r}: {currency} is written with {decimals} decimals")
        return cls(int(Decimal(found["number"]).scaleb(decimals)), currency)

    @classmethod
    def read(cls, body: dict[str, object]) -> Money:
        """From JSON: {"amount": 1250, "currency": "USD"}."""
        amount, currency = body["amount"], body["currency"]
        if not isinstance(amount, int) or not isinstance(currency, str):
            raise TypeError(f"{body} is no money")
        return cls(amount, currency)

    @property
    def nothing(self) -> Money:
        """No money, in the same currency."""
        return Money(0, self.currency)

    def body(self) -> dict[str, object]:
        """As JSON."""
        return {"amount": self.amount, "currency": self.currency}

    def __str__(self) -> str:
        if self.currency not in _DECIMALS:
            return f"{self.amount} minor units of {self.currency}"
        decimals = _DECIMALS[self.currency]
        sign = next(sign for sign, currency in _SIGNS.items() if currency == self.currency)
        return f"{sign}{Decimal(self.amount).scaleb(-decimals):.{decimals}f}"


def decimals_of(currency: str) -> int:
    """How many decimals the currency is written with; ValueError lists the currencies."""
    return lookup("currency", currency, _DECIMALS)


def of_hundredths(amount: int, currency: str) -> Money:
    """An amount of a shop that counts hundredths of every currency."""
    return Money(int(Decimal(amount).scaleb(decimals_of(currency) - 2).to_integral_value()), currency)


def hundredths(price: Money) -> int:
    """What such a shop counts."""
    return int(Decimal(price.amount).scaleb(2 - decimals_of(price.currency)).to_integral_value())
