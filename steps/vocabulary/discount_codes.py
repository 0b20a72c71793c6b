"""Discount codes by the words that features use for their terms, and for why they do not apply."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from steps.vocabulary.money import Money

Terms = Mapping[str, Any]

REASONS: Mapping[str, str] = {
    "it is not known": "unknown",
    "it is for another currency": "wrong-currency",
    "it is not valid yet": "not-yet-valid",
    "it has expired": "expired",
    "it is used up": "used-up",
    "it was used before": "used-by-customer",
    "it needs a larger cart": "minimum-not-reached",
    "it is for other titles": "no-title-for-it",
    "it has nothing left to take off": "nothing-left",
    "it was withdrawn": "withdrawn",
}

_TERMS: Mapping[str, Callable[[str, datetime], Terms]] = {
    "once in all": lambda _, now: {"limit": 1},
    "once a customer": lambda _, now: {"limit_per_customer": 1},
    "canceled orders included": lambda _, now: {"canceled_orders_count": True},
    "for an hour": lambda _, now: {"valid_until": (now + timedelta(hours=1)).isoformat()},
    "from tomorrow on": lambda _, now: {"valid_from": (now + timedelta(days=1)).isoformat()},
    "from (.+) on": lambda money, now: _at_least(Money.parse(money)),
}

FORMS = (*(each for each in _TERMS if "(" not in each), "from $20.00 on", "once a customer, for an hour")
"""How terms are written; several are joined by commas."""


def takes_off(text: str) -> Terms:
    """`$2.00` or `12.5%`."""
    if text.endswith("%"):
        return {"kind": "percent", "percent": text.removesuffix("%")}
    amount = Money.parse(text)
    return {"kind": "fixed", "amount": amount.amount, "currency": amount.currency}


def terms(text: str) -> Callable[[datetime], Terms]:
    """`once a customer, canceled orders included`, at a time; ValueError lists what is known."""
    made = [_term(each) for each in text.split(", ")]
    return lambda now: {name: value for term in made for name, value in term(now).items()}


def reason(text: str) -> str:
    """Why a code does not apply, as pricing calls it; ValueError lists what is known."""
    if text not in REASONS:
        raise ValueError(f"no code is refused because {text!r}; there are: {', '.join(REASONS)}")
    return REASONS[text]


def _term(text: str) -> Callable[[datetime], Terms]:
    for phrase, made in _TERMS.items():
        if found := re.fullmatch(phrase, text):
            return lambda now: made("".join(found.groups()), now)
    raise ValueError(f"no code is offered {text!r}; there are: {', '.join(_TERMS)}")


def _at_least(minimum: Money) -> Terms:
    return {"minimum": minimum.amount, "currency": minimum.currency}
