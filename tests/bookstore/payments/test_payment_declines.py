"""The message for a customer whose payment was declined."""

from __future__ import annotations

import pytest

from bookstore.payments.amounts import decline_of_amount
from bookstore.payments.gateway.declines import GENERIC, decline_message
from bookstore.platform.money import Currency, Money


@pytest.mark.parametrize(
    "code",
    ["insufficient_funds", "expired_card", "incorrect_cvc", "processing_error", "authentication_required"],
)
def test_a_reason_the_customer_can_act_on_has_its_own_message(code: str) -> None:
    assert decline_message(code).code == code
    assert decline_message(code).message != decline_message(GENERIC).message


@pytest.mark.parametrize("code", ["lost_card", "stolen_card", "pickup_card", "fraudulent", "never_heard_of"])
def test_a_confidential_reason_is_reported_as_an_ordinary_decline(code: str) -> None:
    assert decline_message(code) == decline_message(GENERIC)


@pytest.mark.parametrize(
    ("amount", "currency", "reason"),
    [
        (49, Currency.USD, "amount_too_small"),
        (50, Currency.USD, None),
        (29, Currency.GBP, "amount_too_small"),
        (49, Currency.JPY, "amount_too_small"),
        (5120, Currency.KWD, None),
        (5124, Currency.KWD, "amount_not_payable"),
    ],
)
def test_an_amount_that_no_card_can_be_charged_is_refused_without_a_call(
    amount: int, currency: Currency, reason: str | None
) -> None:
    assert decline_of_amount(Money(amount, currency)) == reason
