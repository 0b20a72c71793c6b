"""Which amounts can be charged at all, known before anybody is asked (https://docs.stripe.com/currencies)."""

from __future__ import annotations

from collections.abc import Mapping

from bookstore.payments.gateway import declines
from bookstore.platform.money import Currency, Money

# Minor units. Stripe publishes none for KWD: it converts its minimum at the day's rate and says so itself.
_MINIMUM: Mapping[Currency, int] = {Currency.USD: 50, Currency.EUR: 50, Currency.GBP: 30, Currency.JPY: 50}


def decline_of_amount(amount: Money) -> str | None:
    """Why this amount cannot be charged to a card, as a decline code; None where it can."""
    if amount.amount < _MINIMUM.get(amount.currency, 1):
        return declines.AMOUNT_TOO_SMALL
    # Card networks settle two decimals: the third must be zero.
    if amount.currency.decimals == 3 and amount.amount % 10:
        return declines.AMOUNT_TOO_FINE
    return None
