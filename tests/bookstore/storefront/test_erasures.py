"""A customer erases the personal data: a page asks first, and says what the erasure has to wait for."""

from __future__ import annotations

import pytest

from .customers import issue_token, sign_in
from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import ADDRESS, ORDER, fill_cart, open_for_business, order

_ERASURE = "POST /personal-data/erasure"
_OPEN = f"order {ORDER} has copies that have not left. Please ask again afterwards."


@pytest.fixture
def customer(services: ScriptedServices, shopper: Shopper) -> Shopper:
    open_for_business(services)
    services.answer(r"GET /orders(\?.*)?", {"orders": [order()], "more": False})
    services.answer(_ERASURE, {"orders": 1, "state": "under way"})
    issue_token(services)
    sign_in(services, shopper)
    return shopper


def test_the_list_of_orders_leads_to_a_page_that_erases_nothing(
    services: ScriptedServices, customer: Shopper
) -> None:
    assert 'href="/personal-data"' in customer.open("/orders").text
    assert "That cannot be undone." in customer.open("/personal-data").text
    assert services.received(_ERASURE) == []


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("complete", "Your personal data are erased."),
        ("under way", "Your personal data will be erased in a moment."),
    ],
)
def test_its_button_erases_with_the_token_of_the_customer(
    services: ScriptedServices, customer: Shopper, state: str, told: str
) -> None:
    services.answer(_ERASURE, {"orders": 1, "state": state})
    customer.open("/personal-data")
    page = customer.send("/personal-data/erasure")
    assert page.url.endswith("/orders")
    assert told in page.text
    (asked,) = services.received(_ERASURE)
    assert asked.headers["authorization"].startswith("Bearer ")


def test_the_browser_keeps_no_address_afterwards(customer: Shopper) -> None:
    fill_cart(customer)
    customer.open("/address")
    customer.send("/address", **ADDRESS)
    assert ADDRESS["line1"] in customer.open("/address").text
    customer.open("/personal-data")
    customer.send("/personal-data/erasure")
    page = customer.open("/address").text
    assert not [part for part in ("email", "name", "line1", "postal_code") if ADDRESS[part] in _typed(page)]


def test_an_order_that_is_open_refuses_it_and_the_page_says_what_to_wait_for(
    services: ScriptedServices, customer: Shopper
) -> None:
    services.refuse(_ERASURE, 409, "orders-open", _OPEN)
    fill_cart(customer)
    customer.open("/address")
    customer.send("/address", **ADDRESS)
    customer.open("/personal-data")
    page = customer.send("/personal-data/erasure")
    assert page.url.endswith("/personal-data")
    assert all(
        said in page.text
        for said in ("An order still needs your address", f">O{_OPEN[1:]}<", "Ask again once every")
    )
    assert ADDRESS["line1"] in customer.open("/address").text


def test_a_visitor_signs_in_first(services: ScriptedServices, shopper: Shopper) -> None:
    open_for_business(services)
    seen = shopper.session.get(f"{shopper.url}/personal-data", allow_redirects=False, timeout=10)
    assert seen.headers["location"] == "/sign-in?go_on=/personal-data"
    services.answer(r"GET /orders(\?.*)?", {"orders": [], "more": False})
    assert "/personal-data" not in shopper.open("/orders").text


def test_an_erased_order_says_so_in_place_of_empty_addresses(
    services: ScriptedServices, customer: Shopper
) -> None:
    place = {"name": "", "line1": "", "country": "US", "region": "OR"}
    erased = {"erased_at": "2026-03-05T10:20:30Z", "email": "", "ship_to": place}
    services.answer(r"GET /orders/[^/]+", order() | erased)
    page = customer.open(f"/orders/{ORDER}").text
    assert "Your name, your addresses and your mail address were erased:" in page
    assert 'datetime="2026-03-05T10:20:30+00:00"' in page
    assert "<address" not in page
    assert "We send it to" not in page


def _typed(page: str) -> str:
    """The page but for its header, which names the mail address of the account."""
    return page.partition("<main")[2]
