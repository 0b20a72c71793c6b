"""The largest amounts that can come about: what is charged, and what is only calculated."""

from __future__ import annotations

import pytest

from bookstore.platform.money import Currency
from bookstore.platform.schemas import LARGEST_AMOUNT, MOST_COPIES, MOST_TITLES
from environment.doubles.gateway.currencies import check_amount, check_currency
from environment.doubles.gateway.errors import GatewayRefusal
from steps.vocabulary.field_limits import DocumentedFields
from tests.bookstore.service_apps import app_of

_LARGEST_BIGINT = 2**63 - 1
_LARGEST_EXACT_JSON_NUMBER = 2**53 - 1


@pytest.mark.parametrize("currency", list(Currency))
def test_the_gateway_takes_the_largest_amount_of_the_bookstore_in_each_currency(currency: Currency) -> None:
    accepted = check_currency(currency.lower())
    check_amount(LARGEST_AMOUNT - LARGEST_AMOUNT % currency.step, accepted)
    with pytest.raises(GatewayRefusal):
        check_amount(LARGEST_AMOUNT - LARGEST_AMOUNT % currency.step + currency.step, accepted)


def test_a_full_cart_at_the_highest_prices_can_be_calculated_stored_and_agreed_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taxed_twice_over = 2 * (MOST_TITLES * MOST_COPIES * LARGEST_AMOUNT + LARGEST_AMOUNT)
    assert taxed_twice_over <= _LARGEST_EXACT_JSON_NUMBER < _LARGEST_BIGINT
    checkout = DocumentedFields(app_of("checkout", monkeypatch).openapi())
    (agreed,) = checkout.of_request("POST", "/checkouts")["expected_total.amount"]
    assert taxed_twice_over <= (agreed.bound("maximum") or 0), "checkout refuses a total that a cart can show"
