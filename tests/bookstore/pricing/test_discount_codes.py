"""Discount codes: their discounts, and why they do not apply."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookstore.platform.money import Currency, Money
from bookstore.pricing.discounts import (
    CodeRefusal,
    DiscountCode,
    Fixed,
    Percent,
    Redeemer,
    RedemptionLimits,
    canonical_code,
)
from bookstore.pricing.rounding import step, to_step
from bookstore.pricing.schemas import QuoteRequest
from tests.bookstore.pricing.cases import CURRENCIES, NOW, SKU, TAKEN_OFF, code

TEN_DOLLARS = Money(1000, Currency.USD)
TEN_PERCENT = code(Percent(Decimal(10)))
HOUR = timedelta(hours=1)


@given(TAKEN_OFF, CURRENCIES, st.integers(0, 10**9))
def test_a_discount_is_never_negative_and_never_more_than_the_subtotal(
    takes_off: Percent | Fixed, currency: Currency, amount: int
) -> None:
    subtotal = Money(to_step(amount, currency), currency)
    discount = code(takes_off).discount_on(subtotal)
    assert 0 <= discount.amount <= subtotal.amount
    assert discount.currency is currency
    assert discount.amount % step(currency) == 0


@given(CURRENCIES, st.integers(0, 10**9))
def test_a_hundred_percent_leaves_nothing(currency: Currency, amount: int) -> None:
    subtotal = Money(to_step(amount, currency), currency)
    assert code(Percent(Decimal(100))).discount_on(subtotal) == subtotal


@pytest.mark.parametrize(
    ("takes_off", "discount"),
    [
        (Percent(Decimal(10)), 100),
        (Percent(Decimal("12.5")), 125),
        (Percent(Decimal("0.05")), 1),
        (Fixed(250), 250),
        (Fixed(5000), 1000),
    ],
)
def test_a_code_takes_off_its_share_or_its_amount(takes_off: Percent | Fixed, discount: int) -> None:
    assert code(takes_off).discount_on(TEN_DOLLARS) == Money(discount, Currency.USD)


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        (TEN_PERCENT, None),
        (replace(TEN_PERCENT, currency=Currency.USD), None),
        (replace(TEN_PERCENT, currency=Currency.EUR), CodeRefusal.WRONG_CURRENCY),
        (replace(TEN_PERCENT, valid_from=NOW), None),
        (replace(TEN_PERCENT, valid_from=NOW + HOUR), CodeRefusal.NOT_YET_VALID),
        (replace(TEN_PERCENT, valid_until=NOW + HOUR), None),
        (replace(TEN_PERCENT, valid_until=NOW), CodeRefusal.EXPIRED),
        (replace(TEN_PERCENT, minimum=1000), None),
        (replace(TEN_PERCENT, minimum=1001), CodeRefusal.MINIMUM_NOT_REACHED),
        (replace(TEN_PERCENT, limits=RedemptionLimits(in_all=2), redeemed=1), None),
        (replace(TEN_PERCENT, limits=RedemptionLimits(in_all=2), redeemed=2), CodeRefusal.USED_UP),
        (replace(TEN_PERCENT, limits=RedemptionLimits(per_customer=2)), None),
        (replace(TEN_PERCENT, limits=RedemptionLimits(per_customer=1)), CodeRefusal.USED_BY_CUSTOMER),
    ],
)
def test_a_code_says_why_it_does_not_apply(terms: DiscountCode, reason: CodeRefusal | None) -> None:
    assert terms.refusal(TEN_DOLLARS, NOW, used_by_customer=1) is reason


def test_the_minimum_is_reported_only_where_reaching_it_would_help() -> None:
    expired = replace(TEN_PERCENT, minimum=5000, valid_until=NOW - HOUR)
    assert expired.refusal(TEN_DOLLARS, NOW, 0) is CodeRefusal.EXPIRED


def test_codes_compare_without_regard_to_case_and_blanks() -> None:
    assert canonical_code(" Summer20 ") == canonical_code("SUMMER20")


def test_a_redeemer_is_a_person_in_every_spelling_of_the_address() -> None:
    cart = {"currency": "USD", "lines": [{"sku": SKU, "quantity": 1}], "destination": {"country": "US"}}
    spelled = ("Zoe@Example.org", "zoe@example.ORG", '"zoe"@example.org')
    asked = [QuoteRequest.model_validate({**cart, "email": email}) for email in spelled]
    assert {request.redeemer for request in asked} == {Redeemer(None, frozenset({"zoe@example.org"}))}


def test_a_redeemer_without_account_and_address_is_not_known() -> None:
    assert not Redeemer(None).known
    assert Redeemer("ada").known
    assert Redeemer(None, frozenset({"ada@readers.example"})).known


def test_the_address_of_the_account_counts_beside_the_one_that_was_typed() -> None:
    cart = {"currency": "USD", "lines": [{"sku": SKU, "quantity": 1}], "destination": {"country": "US"}}
    both = {"email": "Gift@readers.example", "account_email": "Ada@readers.example", "customer": "ada"}
    asked = QuoteRequest.model_validate({**cart, **both})
    assert asked.redeemer == Redeemer("ada", frozenset({"gift@readers.example", "ada@readers.example"}))
