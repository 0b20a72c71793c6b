"""Forms are taken from the own session alone; errors stand at their field, in the words of the services."""

from __future__ import annotations

import pytest

from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import ADDRESS, DUNE, fill_cart, open_for_business


@pytest.fixture
def with_cart(services: ScriptedServices, shopper: Shopper) -> Shopper:
    open_for_business(services)
    fill_cart(shopper)
    return shopper


def test_a_form_of_another_site_changes_nothing(services: ScriptedServices, with_cart: Shopper) -> None:
    before = len(services.seen)
    for fields in ({}, {"form_key": "guessed"}, {"form_key": "\udcff".encode("utf-8", "replace").decode()}):
        page = with_cart.send_raw("/cart/lines", {**fields, "sku": DUNE, "quantity": "1"})
        assert page.status_code == 403
        assert "This page was open too long" in page.text
    assert len(services.seen) == before


def test_every_form_that_changes_something_needs_the_key(with_cart: Shopper) -> None:
    for action in (
        f"/cart/lines/{DUNE}",
        "/cart/discount-codes",
        "/cart/discount-codes/removal",
        "/address",
        "/payment",
        "/shipping",
        "/orders/BK-7Q2M-4HXW/cancellation",
        "/sign-out",
        "/preferences",
    ):
        assert with_cart.send_raw(action, {}).status_code == 403, action


def test_the_cookies_are_closed_to_scripts_and_other_sites(with_cart: Shopper) -> None:
    with_cart.session.cookies.clear()
    set_cookie = with_cart.open("/").headers["set-cookie"]
    assert "HttpOnly" in set_cookie
    assert "SameSite=lax" in set_cookie


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("postal_code", "0", "US has no such postal code, as in 95014"),
        ("city", "", "an address in US needs a city"),
        ("name", "", "Please fill this in."),
        ("email", "ada", "Please fill this in."),
    ],
)
def test_an_error_stands_at_its_field(with_cart: Shopper, field: str, typed: str, reason: str) -> None:
    with_cart.open("/address")
    page = with_cart.send("/address", **{**ADDRESS, field: typed})
    assert page.url.endswith("/address?check=true")
    if field != "email":
        assert reason in page.text
    assert f'aria-describedby="{field}-error"' in page.text
    assert f'href="#{field}"' in page.text
    assert 'value="12 Library Lane"' in page.text, "what was typed stays"


@pytest.mark.parametrize(("slug", "field"), [("no-shipping-rate", "country"), ("region-needed", "region")])
def test_a_refusal_of_the_quote_stands_at_its_field(
    services: ScriptedServices, with_cart: Shopper, slug: str, field: str
) -> None:
    services.refuse(r"GET /carts/[^/]+/quote\?.*", 422, slug, "The reason of the service.")
    with_cart.open("/address")
    page = with_cart.send("/address", **ADDRESS)
    assert f'id="{field}-error"' in page.text
    assert page.text.count("The reason of the service.") == 2  # in the summary and at the field


def test_more_copies_than_there_are_is_told_on_the_page_of_the_title(
    services: ScriptedServices, with_cart: Shopper
) -> None:
    services.refuse(r"POST /carts/[^/]+/lines", 409, "not-enough-copies", "Only 1 copy of 'Dune' is left.")
    with_cart.open(f"/titles/{DUNE}")
    page = with_cart.send("/cart/lines", quantity="2")
    assert page.url.endswith(f"/titles/{DUNE}")
    assert "Only 1 copy of &#39;Dune&#39; is left." in page.text
