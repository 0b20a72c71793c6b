"""The step that redeems gift cards and store credit for the bound grand total."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bookstore.checkout.buyer import StoredBuyer
from bookstore.checkout.messages import BindingQuote
from bookstore.checkout.model import Checkout
from bookstore.checkout.step_outcomes import (
    PAYMENT_NEEDED,
    TRY_AGAIN,
    CompensateCheckout,
    Result,
    accepted,
    refused_with,
)
from bookstore.platform.http import ServiceAnswer
from bookstore.platform.quote_check import Amount
from bookstore.platform.schemas import MoneyBody, ReplyBody, RequestBody

_log = logging.getLogger(__name__)
# The refusals that the customer can do something about. `gift_card` counts the submitted codes from 1.
_REFUSALS: Mapping[str, tuple[str, ...]] = {
    "gift-card-not-found": ("gift_card",),
    "gift-card-currency": ("gift_card", "currency"),
    "gift-card-empty": ("gift_card",),
    "no-store-credit": (),
}


class GiftCardsToRedeem(RequestBody):
    """Redeem these gift cards, by the hashes of their codes, and then store credit, for the grand total."""

    total: MoneyBody
    gift_cards: tuple[str, ...]
    store_credit_of: str | None
    store_credit: bool


class RedemptionSnapshot(ReplyBody):
    """What gift cards and store credit give, and what they leave to pay, in minor units."""

    redeemed: Amount
    to_pay: Amount


def redemption_request(checkout: Checkout) -> GiftCardsToRedeem:
    """What is redeemed, for the whole grand total: payments knows what the cards have."""
    submission, quote = checkout.submission, _quote(checkout)
    return GiftCardsToRedeem(
        total=MoneyBody(amount=quote.grand_total, currency=quote.currency),
        gift_cards=submission["gift_cards"],
        store_credit_of=StoredBuyer.stored(submission["shopper"]).customer_id,
        store_credit=submission["store_credit"],
    )


def redeemed(checkout: Checkout, answer: ServiceAnswer) -> Result:
    """The redeemed amount. Raises CompensateCheckout where it is refused, or a payment is needed too."""
    if answer.problem in _REFUSALS:
        raise refused_with(answer, answer.problem, *_REFUSALS[answer.problem])
    accepted(answer)
    given = answer.read(RedemptionSnapshot)
    if given.redeemed + given.to_pay != _quote(checkout).grand_total:
        _log.error("a redemption does not sum to the total", extra={"redeemed": given.redeemed})
        raise CompensateCheckout(TRY_AGAIN, done=True)
    if given.to_pay > 0 and checkout.submission["payment"] is None:
        raise CompensateCheckout(PAYMENT_NEEDED, done=True)
    return {"redeemed": given.redeemed}


def _quote(checkout: Checkout) -> BindingQuote:
    return BindingQuote.model_validate(checkout.results["quote"])
