"""The amounts that a card can be charged, checked before the gateway is called.

Source: https://docs.stripe.com/currencies.
"""

from __future__ import annotations

from collections.abc import Mapping

from bookstore.payments.gateway import declines
from bookstore.platform.money import Currency, Money

# Minor units. Stripe publishes no minimum for KWD: it converts one at the rate of the day.
_MINIMUM: Mapping[Currency, int] = {Currency.USD: 50, Currency.EUR: 50, Currency.GBP: 30, Currency.JPY: 50}


def smallest_payment(currency: Currency) -> int:
    """The smallest amount that a card can be charged, in minor units."""
    return _MINIMUM.get(currency, 1)


def decline_of_amount(amount: Money) -> str | None:
    """The decline code for an amount that no card can be charged; None for every other amount."""
    if amount.amount < smallest_payment(amount.currency):
        return declines.AMOUNT_TOO_SMALL
    # Card networks use two decimals: the third must be zero.
    if amount.currency.decimals == 3 and amount.amount % 10:
        return declines.AMOUNT_TOO_FINE
    return None
