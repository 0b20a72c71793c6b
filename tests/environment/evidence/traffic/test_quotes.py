"""Every quote is held to the prices, rates and codes that the staff has set before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from environment.evidence.recording.exchange import Exchange
from environment.evidence.traffic.breach import ScenarioTraffic
from environment.evidence.traffic.quotes import quotes_are_shown_as_given, quotes_follow_the_settings
from environment.evidence.traffic.settings import region_code
from tests.environment.evidence.recording.sample_exchanges import exchange

DUNE = "9780441172719"
REQUEST = {
    "currency": "USD",
    "lines": [{"sku": DUNE, "quantity": 2}],
    "destination": {"country": "US", "region": "OR"},
    "discount_codes": ["spring"],
}
PRICES = {"list_price": 950, "unit_price": 950}
LINE = {"sku": DUNE, "quantity": 2, **PRICES, "line_total": 1900, "discount": 200, "tax": 170}
REPLY = {
    "quote_id": "q-1",
    "currency": "USD",
    "lines": [LINE | {"tax_rate": "0.1", "tax_mode": "added", "tax_place": "US-OR"}],
    "subtotal": 1900,
    "discount": 200,
    "shipping": 400,
    "shipping_method": "standard",
    "shipping_methods": [{"method": "standard", "amount": 400}],
    "tax": 170,
    "shipping_tax": 0,
    "tax_mode": "added",
    "grand_total": 2270,
    "discount_codes": [{"code": "SPRING", "applied": True, "reason": None, "discount": 200, "skus": []}],
    "created_at": "2026-01-31T10:05:00Z",
    "valid_until": "2026-01-31T10:15:00Z",
}
SETTINGS: dict[str, Any] = {
    f"/prices/{DUNE}/USD": {"amount": 950},
    "/shipping-rates/US/EUR": {"amount": 700},
    "/shipping-rates/US/USD": {"amount": 400},
    "/tax-rates/US": {"rate": "0.05", "mode": "added"},
    "/tax-rates/US/Oregon": {"rate": "0.1", "mode": "added"},
    "/discount-codes/SPRING": {"kind": "fixed", "amount": 200, "currency": "USD", "minimum": 1900},
}
TAX_OF_DUNE = f'states as the tax of 2 copies of "{DUNE}" at $9.50'


def settings(changes: dict[str, Any]) -> list[Exchange]:
    made = SETTINGS | changes
    return [
        exchange(place, "staff -> pricing", f"PUT {path}", at=place * 10, request_body=body)
        for place, (path, body) in enumerate(made.items(), 1)
        if body is not None
    ]


def refused(reason: str) -> dict[str, Any]:
    return {"code": "SPRING", "applied": False, "reason": reason, "discount": 0, "skus": []}


def quote(
    reply: dict[str, Any], at: float = 1000, number: int = 90, request: Mapping[str, Any] | None = None
) -> Exchange:
    return exchange(
        number,
        "checkout -> pricing",
        "PUT /quotes/q-1",
        201,
        at=at,
        request_body={**REQUEST, **(request or {})},
        answer_body=REPLY | reply,
    )


def found(exchanges: list[Exchange]) -> list[str]:
    return [str(breach) for breach in quotes_follow_the_settings(ScenarioTraffic(exchanges))]


def test_a_quote_that_follows_the_settings_is_no_breach() -> None:
    assert found([*settings({}), quote({})]) == []


@pytest.mark.parametrize(
    ("changes", "sentences"),
    [
        (
            {f"/prices/{DUNE}/USD": {"amount": 900}, "/discount-codes/SPRING": None},
            [f'lists 2 copies of "{DUNE}" at $9.50, expected 2 copies of "{DUNE}" at $9.00'],
        ),
        (
            {"/shipping-rates/US/USD": {"amount": 700}},
            [
                "offers $4.00 for shipping by standard, expected $7.00",
                "states $4.00 as its shipping, expected $7.00",
            ],
        ),
        (
            {"/tax-rates/US/Oregon": None},
            [
                f'taxes "{DUNE}" in US-OR, expected US',
                f"{TAX_OF_DUNE} $1.70, expected $0.85",
                "states $1.70 as its tax, expected $0.85",
            ],
        ),
        (
            {"/discount-codes/SPRING": {"kind": "fixed", "amount": 200, "currency": "USD", "minimum": 1901}},
            ["applies SPRING to a subtotal of $19.00, although its minimum is $19.01"],
        ),
        (
            {"/discount-codes/SPRING": {"kind": "fixed", "amount": 200, "currency": "EUR"}},
            ["applies SPRING to an order in USD, although it is for EUR"],
        ),
        (
            {"/discount-codes/SPRING": {"kind": "percent", "percent": "12.5"}},
            [
                "says that SPRING takes $2.00 off, expected $2.38",
                f'takes off 2 copies of "{DUNE}" at $9.50 $2.00, expected $2.38',
            ],
        ),
        (
            {"/discount-codes/SPRING": {"kind": "fixed", "amount": 200, "currency": "USD", "skus": ["1"]}},
            ["applies SPRING to titles that it is not for"],
        ),
    ],
)
def test_a_quote_that_differs_from_the_settings_is_one(changes: dict[str, Any], sentences: list[str]) -> None:
    said = found([*settings(changes), quote({})])
    assert said[: len(sentences)] == [f"checkout -> pricing: the quote {each}" for each in sentences]


def test_a_minimum_that_is_reached_is_no_reason_to_refuse_a_code() -> None:
    (said, *_) = found([*settings({}), quote({"discount_codes": [refused("minimum-not-reached")]})])
    assert said.endswith("refuses SPRING for a subtotal of $19.00, although its minimum is $19.00")


@pytest.mark.parametrize("terms", [None, {"kind": "percent", "percent": "10", "minimum": 2000}])
def test_a_code_that_is_refused_takes_nothing_off(terms: dict[str, Any] | None) -> None:
    outcome = refused("minimum-not-reached") | {"discount": 1}
    (said, *_) = found([*settings({"/discount-codes/SPRING": terms}), quote({"discount_codes": [outcome]})])
    assert said.endswith("the quote refuses SPRING, and says that it takes $0.01 off")


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("unknown", "as unknown, although staff has set it"),
        ("withdrawn", "as withdrawn, although it is offered"),
        ("wrong-currency", "as one for another currency, although it is for USD"),
        ("no-title-for-it", "as one for other titles, although the cart has some that it is for"),
        ("nothing-left", "since nothing is left for it, although $19.00 is"),
    ],
)
def test_a_code_is_refused_for_a_reason_that_holds(reason: str, sentence: str) -> None:
    (said, *_) = found([*settings({}), quote({"discount_codes": [refused(reason)]})])
    assert said.endswith(f"refuses SPRING {sentence}")


def test_a_code_that_was_withdrawn_does_not_apply() -> None:
    withdrawn = exchange(80, "staff -> pricing", "DELETE /discount-codes/SPRING", at=500)
    (said, *_) = found([*settings({}), withdrawn, quote({})])
    assert said.endswith("the quote applies SPRING although it was withdrawn")


def test_every_code_that_was_typed_is_answered_for() -> None:
    (said, *_) = found([*settings({}), quote({"discount_codes": []})])
    assert said.endswith("answers for the codes none, expected SPRING")


@pytest.mark.parametrize(
    ("customer", "price", "sentence"),
    [
        ("ada", 900, "at $9.50, expected 2 copies"),
        ("ada", 950, ""),
        ("ada", 1200, ""),
        ("bea", 900, ""),
    ],
)
def test_members_of_a_group_pay_the_lowest_price(customer: str, price: int, sentence: str) -> None:
    group = {f"/group-prices/{DUNE}/USD/students": {"amount": price}}
    member = {"/customers/ada/group": {"group": "students"}}
    said = found([*settings({**group, **member}), quote({}, request={"customer": customer})])
    assert bool(said) == bool(sentence)
    assert any(sentence in each for each in said) or not sentence


@pytest.mark.parametrize(
    ("changes", "tax"),
    [
        (
            {"/tax-rates/US/OR": {"rate": "0.2", "mode": "added", "begins_at": "2026-01-31T10:00:00Z"}},
            "$3.40",
        ),
        ({"/tax-rates/US/OR": {"rate": "0.2", "mode": "added", "begins_at": "2026-01-31T10:06:00Z"}}, None),
        ({"/tax-rates/US/Oregon": {"rate": "0.1", "mode": "added", "reduced_rate": "0.05"}}, None),
        (
            {
                "/tax-rates/US/Oregon": {"rate": "0.1", "mode": "added", "reduced_rate": "0.05"},
                f"/tax-classes/{DUNE}": {"tax_class": "reduced"},
            },
            "$0.85",
        ),
        ({"/customers/ada/tax-exemption": {"certificate": "MTC-1"}}, "$0.00"),
        ({"/customers/bea/tax-exemption": {"certificate": "MTC-1"}}, None),
    ],
)
def test_the_tax_is_that_of_the_day_the_class_and_the_customer(
    changes: dict[str, Any], tax: str | None
) -> None:
    said = found([*settings(changes), quote({}, request={"customer": "ada"})])
    assert bool(said) == (tax is not None)
    assert tax is None or f"{TAX_OF_DUNE} $1.70, expected {tax}" in said[0]


def test_a_price_that_changed_afterwards_or_meanwhile_does_not_matter() -> None:
    later = exchange(91, "staff -> pricing", f"PUT /prices/{DUNE}/USD", at=2000, request_body={"amount": 1})
    during = exchange(
        80, "staff -> pricing", f"PUT /prices/{DUNE}/USD", at=990, took=20, request_body={"amount": 1}
    )
    assert found([*settings({}), quote({}), later]) == []
    assert found([*settings({}), during, quote({})]) == []


def test_a_setting_without_an_answer_may_have_been_made() -> None:
    lost = exchange(
        80, "staff -> pricing", "PUT /shipping-rates/US/USD", None, at=500, request_body={"amount": 400}
    )
    changes = {"/shipping-rates/US/USD": {"amount": 700}}
    assert found([*settings(changes), lost, quote({})]) == []


def test_a_repeated_request_gets_the_quote_of_the_first() -> None:
    later = exchange(91, "staff -> pricing", f"PUT /prices/{DUNE}/USD", at=1500, request_body={"amount": 1})
    assert found([*settings({}), quote({}), later, quote({}, at=2000, number=92)]) == []


def test_a_cart_shows_the_quote_that_it_was_given() -> None:
    given = quote({})
    shown = exchange(95, "customer -> cart", "POST /carts/c/quote", answer_body=REPLY | {"grand_total": 2271})
    (breach,) = quotes_are_shown_as_given(ScenarioTraffic([given, shown]))
    assert (
        str(breach) == "customer -> cart: the cart's quote states $22.71 as its grand total, expected $22.70"
    )


def test_the_list_price_of_a_copy_is_that_of_the_staff_and_is_shown_as_given() -> None:
    line = LINE | {"tax_rate": "0.1", "tax_mode": "added", "tax_place": "US-OR"}
    of_all = {"lines": [line | {"list_price": 1900}]}
    wrong = f'has $19.00 as the list price of one copy of "{DUNE}", expected $9.50'
    assert found([*settings({}), quote(of_all)]) == [f"checkout -> pricing: the quote {wrong}"]

    shown = exchange(95, "customer -> cart", "POST /carts/c/quote", answer_body=REPLY | of_all)
    (breach,) = quotes_are_shown_as_given(ScenarioTraffic([quote({}), shown]))
    assert str(breach).endswith("quote has the list prices [1900] in minor units, expected [950]")


def test_a_region_is_known_by_its_code_and_its_name() -> None:
    assert {region_code("US", text) for text in ("OR", "Oregon", " oregon", "US-OR")} == {"OR"}
    assert region_code("KW", "Hawalli") == "HAWALLI"


def test_a_title_is_called_as_the_staff_calls_it() -> None:
    named = exchange(1, "staff -> inventory", f"PUT /titles/{DUNE}", at=1, request_body={"title": "Dune"})
    refused = exchange(2, "staff -> inventory", f"PUT /titles/{DUNE}", 400, at=2, request_body="[[[")
    (place, said, *_) = found([named, refused, *settings({"/tax-rates/US/Oregon": None}), quote({})])
    assert place.endswith('taxes "Dune" in US-OR, expected US')
    assert said.endswith('states as the tax of 2 copies of "Dune" at $9.50 $1.70, expected $0.85')
