"""Amounts are read from pages as their reader writes them, and a wrong sign or wrong decimals are found."""

from __future__ import annotations

import pytest

from steps.pages.shown_money import money_shown
from steps.vocabulary.money import Money


@pytest.mark.parametrize(
    ("shown", "amount"),
    [
        ("$9.50", Money(950, "USD")),
        ("US$9.50", Money(950, "USD")),
        ("$1,250.00", Money(125_000, "USD")),
        ("9,50\N{NO-BREAK SPACE}€", Money(950, "EUR")),
        ("1.250,00 €", Money(125_000, "EUR")),
        ("£7.25", Money(725, "GBP")),
        ("￥950", Money(950, "JPY")),
        ("¥12,500", Money(12_500, "JPY")),
        ("KWD\N{NO-BREAK SPACE}2.500", Money(2500, "KWD")),
        ("21.00 USD", Money(2100, "USD")),
    ],
)
def test_an_amount_is_read_in_minor_units(shown: str, amount: Money) -> None:
    assert money_shown(shown) == amount


@pytest.mark.parametrize(
    "shown", ["9.50", "CHF 9.50", "$9.5", "$9", "€9.500", "¥9.50", "KWD 2.50", "free", ""]
)
def test_what_is_no_amount_of_a_currency_is_told(shown: str) -> None:
    with pytest.raises(ValueError, match="the page shows"):
        money_shown(shown)
