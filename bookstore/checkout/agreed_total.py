"""The total of the binding quote: whether it can be charged, and whether the customer has agreed to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bookstore.checkout.messages import BindingQuote
from bookstore.checkout.model import StoredRefusal
from bookstore.checkout.schemas import SeenTotal
from bookstore.checkout.step_outcomes import TOO_LARGE, CompensateCheckout
from bookstore.platform.money import Money
from bookstore.platform.schemas import LARGEST_AMOUNT, MoneyBody


def check_payable(quote: BindingQuote) -> None:
    """Raises CompensateCheckout where an amount is above the gateway's maximum."""
    amounts = (quote.subtotal, quote.shipping, quote.tax, quote.grand_total)
    if max(amounts) > LARGEST_AMOUNT:
        raise CompensateCheckout(TOO_LARGE, done=True)


def check_agreed(quote: BindingQuote, submission: Mapping[str, Any]) -> None:
    """Raises CompensateCheckout where the grand total is not the one the customer agreed to.

    A lower total is charged without a question where the submission names the version of the cart: then it is
    certain that the customer pays it for the cart they saw.
    """
    total = Money(quote.grand_total, quote.currency)
    seen = SeenTotal.model_validate(submission["expected_total"]).money
    if total == seen:
        return
    if submission.get("cart_version") is not None and total.currency is seen.currency and total < seen:
        return
    members = {
        "grand_total": MoneyBody.of(total).model_dump(mode="json"),
        "discount_codes": [code.model_dump(mode="json") for code in quote.discount_codes],
    }
    detail = f"The total is {total} now, not {seen}. Nothing was charged: please confirm the new total."
    raise CompensateCheckout(StoredRefusal("total-changed", detail, members), done=True)
