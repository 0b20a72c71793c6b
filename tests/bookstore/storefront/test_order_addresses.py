"""A buyer sends an order to another address: the form behind the page of the order, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest

from .customers import issue_token, sign_in
from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import ADDRESS, ORDER, open_for_business, order

_CHANGE = f"PUT /orders/{ORDER}/address"
_FORM = f"/orders/{ORDER}/address"
_TYPED = {name: text for name, text in ADDRESS.items() if name != "email"} | {"line1": "3 Garden Row"}


@pytest.fixture
def customer(services: ScriptedServices, shopper: Shopper) -> Shopper:
    open_for_business(services)
    services.answer(_CHANGE, order())
    issue_token(services)
    sign_in(services, shopper)
    return shopper


def test_the_page_of_the_order_leads_to_the_address_that_it_has(customer: Shopper) -> None:
    assert f'href="{_FORM}"' in customer.open(f"/orders/{ORDER}").text
    page = customer.open(_FORM).text
    assert 'value="12 Library Lane"' in page
    assert '<option value="US" selected>' in page


def test_its_button_sends_the_order_there(services: ScriptedServices, customer: Shopper) -> None:
    customer.open(_FORM)
    page = customer.send(_FORM, **_TYPED)
    assert page.url.endswith(f"/orders/{ORDER}")
    assert "Your order goes to the new address." in page.text
    (asked,) = services.received(_CHANGE)
    assert asked.body == _TYPED


def test_what_was_typed_stays_with_the_reasons_beside_the_fields(
    services: ScriptedServices, customer: Shopper
) -> None:
    customer.open(_FORM)
    page = customer.send(_FORM, **{**_TYPED, "postal_code": "", "name": ""})
    assert page.status_code == 422
    assert 'id="postal_code-error"' in page.text
    assert 'id="name-error"' in page.text
    assert 'value="3 Garden Row"' in page.text
    assert services.received(_CHANGE) == []


@pytest.mark.parametrize(
    ("typed", "field", "told"),
    [
        ({"country": "CA", "postal_code": "K1A 0B1"}, "country", "for the country of your order"),
        ({"region": "WA"}, "region", "for the region of your order"),
    ],
)
def test_another_place_is_refused_beside_its_field(
    services: ScriptedServices, customer: Shopper, typed: dict[str, str], field: str, told: str
) -> None:
    priced_for = {"country": "US", "region": "OR"}
    services.refuse(_CHANGE, 409, "other-destination", "order ... was priced for US-OR", **priced_for)
    customer.open(_FORM)
    page = customer.send(_FORM, **{**_TYPED, **typed}).text
    assert f'id="{field}-error"' in page
    assert told in page


def test_an_order_that_left_meanwhile_is_under_way(services: ScriptedServices, customer: Shopper) -> None:
    services.refuse(_CHANGE, 409, "already-shipped", "order ... is under way to the address that it had")
    customer.open(_FORM)
    page = customer.send(_FORM, **_TYPED)
    assert page.url.endswith(f"/orders/{ORDER}")
    assert "Your order is under way" in page.text


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "canceled"},
        {"state": "placed"},
        {"shipping_method": None},
        {"shipments": [{"shipped_at": "2026-03-05T10:20:30Z", "lines": []}]},
    ],
)
def test_an_order_of_which_no_parcel_waits_offers_no_form(
    services: ScriptedServices, customer: Shopper, changes: dict[str, Any]
) -> None:
    services.answer(r"GET /orders/[^/]+", order() | changes)
    assert _FORM not in customer.open(f"/orders/{ORDER}").text


def test_the_order_of_another_person_is_not_shown(services: ScriptedServices, customer: Shopper) -> None:
    services.refuse(r"GET /orders/[^/]+", 404, "order-not-found", "you have no order with this number")
    assert customer.open(_FORM).status_code == 404
