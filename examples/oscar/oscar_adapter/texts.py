"""What Oscar's pages and mails say: warnings, and amounts."""

from __future__ import annotations

import re
from decimal import Decimal

from steps.drivers.pages import Page, text_of
from steps.vocabulary.money import Money, decimals_of


def alerts(page: Page) -> str:
    """What the page warns of."""
    told = [each for each in page.with_class("alert") if "alert-success" not in each.get("class", "").split()]
    return "; ".join(text_of(each).strip("\N{MULTIPLICATION SIGN} ") for each in told)


def money(shown: str) -> Money:
    """An amount as pages and mails show it."""
    return Money.parse(re.sub(r"KWD\s?", "KWD ", shown.replace(",", "")))


def decimal_text(price: Money) -> str:
    """An amount as forms want it, which take no more than two decimals."""
    return f"{Decimal(price.amount).scaleb(-decimals_of(price.currency)).normalize():f}"
