"""What staff may set, and what is refused before it can do harm."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from bookstore.platform.money import Currency
from bookstore.pricing.catalog_schemas import DiscountCodeRequest, DiscountCodeTerms
from bookstore.pricing.discounts import Fixed, Percent
from bookstore.pricing.schemas import QuoteRequest
from bookstore.pricing.tax_routes import TaxRateRequest
from tests.bookstore.pricing.cases import SKU


@pytest.mark.parametrize("percent", [20, "20", "12.5", "0.01", 100])
def test_a_percent_is_a_whole_number_or_a_decimal_text(percent: int | str) -> None:
    code = DiscountCodeRequest.model_validate({"kind": "percent", "percent": percent}).named("SUMMER")
    assert code.takes_off == Percent(Decimal(percent))


def test_the_terms_that_were_set_are_the_terms_that_are_shown() -> None:
    terms = {"kind": "fixed", "amount": 500, "currency": "USD", "minimum": 2000, "limit": 1}
    shown = DiscountCodeTerms.of(DiscountCodeRequest.model_validate(terms).named("SUMMER"))
    assert {name: value for name, value in shown.model_dump().items() if name in terms} == terms
    assert DiscountCodeRequest.model_validate(terms).named("SUMMER").takes_off == Fixed(500)


@pytest.mark.parametrize(
    "terms",
    [
        {"kind": "percent"},
        {"kind": "fixed"},
        {"kind": "percent", "percent": 0},
        {"kind": "percent", "percent": "0.00"},
        {"kind": "percent", "percent": 101},
        {"kind": "percent", "percent": "100.01"},
        {"kind": "percent", "percent": 12.5},
        {"kind": "percent", "percent": 10, "amount": 5, "currency": "USD"},
        {"kind": "percent", "percent": 10, "minimum": 500},
        {"kind": "percent", "percent": 10, "limit": 0},
        {"kind": "percent", "percent": 10, "valid_until": "2026-01-31T10:00:00"},
        {"kind": "percent", "percent": 10, "valid_until": 1769853600},
        {
            "kind": "percent",
            "percent": 10,
            "valid_from": "2026-02-01T00:00:00Z",
            "valid_until": "2026-01-01T00:00:00Z",
        },
        {"kind": "fixed", "amount": 500},
        {"kind": "fixed", "amount": -500, "currency": "USD"},
        {"kind": "fixed", "amount": 500, "currency": "CHF"},
        {"kind": "half", "percent": 50},
    ],
)
def test_terms_that_make_no_sense_are_refused(terms: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        DiscountCodeRequest.model_validate(terms)


@pytest.mark.parametrize("rate", ["0.0825", "0", "1", "0.07"])
def test_a_tax_rate_is_a_fraction_in_decimals(rate: str) -> None:
    assert TaxRateRequest.model_validate({"rate": rate, "mode": "added"}).rate == rate


@pytest.mark.parametrize("rate", [0.0825, "8.25", "-0.1", "1.1", "0,07", "NaN", "7%", ""])
def test_other_spellings_of_a_tax_rate_are_refused(rate: object) -> None:
    with pytest.raises(ValidationError):
        TaxRateRequest.model_validate({"rate": rate, "mode": "added"})


def _quote(**changed: Any) -> dict[str, Any]:
    cart = {"currency": "USD", "lines": [{"sku": SKU, "quantity": 2}], "destination": {"country": "US"}}
    return {**cart, **changed}


def test_a_quote_is_for_display_unless_it_is_asked_to_bind() -> None:
    request = QuoteRequest.model_validate(_quote())
    assert request.currency is Currency.USD
    assert not request.binding


@pytest.mark.parametrize(
    "changed",
    [
        {"lines": []},
        {"lines": [{"sku": SKU, "quantity": 1}, {"sku": SKU, "quantity": 1}]},
        {"lines": [{"sku": SKU, "quantity": 0}]},
        {"lines": [{"sku": "9780441172718", "quantity": 1}]},
        {"currency": "usd"},
        {"destination": {"country": "United States"}},
        {"discount_codes": ["A\x00B"]},
        {"discount_codes": [" "]},
        {"discount_codes": ["A", "B", "C", "D", "E", "F"]},
        {"customer": ""},
        {"price": 1},
    ],
)
def test_a_cart_that_cannot_be_priced_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        QuoteRequest.model_validate(_quote(**changed))
