"""A service that is down: the page says so, and the cart is kept."""

from __future__ import annotations

import pytest

from .customers import issue_token, sign_in
from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import DUNE, ORDER, fill_cart, open_for_business, order


@pytest.mark.parametrize("path", ["/", "/cart", "/address"])
def test_the_page_says_so_and_offers_the_same_page_again(
    services: ScriptedServices, shopper: Shopper, path: str
) -> None:
    open_for_business(services)
    fill_cart(shopper)
    services.hang_up(r"GET .*")
    page = shopper.open(path)
    assert page.status_code == 503
    assert "Your cart is kept" in page.text
    assert f'<a class="button" href="{path}">Try again</a>' in page.text
    open_for_business(services)
    assert "Dune" in shopper.open("/cart").text


def test_a_cart_is_shown_without_prices_that_nothing_tells(
    services: ScriptedServices, shopper: Shopper
) -> None:
    open_for_business(services)
    fill_cart(shopper)
    services.hang_up(r"GET /prices\?.*")
    page = shopper.open("/cart")
    assert page.status_code == 200
    assert "not known right now" in page.text


def test_a_cart_that_is_gone_is_an_empty_cart(services: ScriptedServices, shopper: Shopper) -> None:
    open_for_business(services)
    fill_cart(shopper)
    services.refuse(r"GET /carts/[^/?]+", 404, "cart-not-found", "there is no cart")
    assert "Your cart is empty." in shopper.open("/cart").text


def test_what_is_not_there_is_a_page_too(shopper: Shopper) -> None:
    for path in ("/nothing", "/titles/1", "/checkouts/1", "/assets/other.css"):
        page = shopper.open(path)
        assert page.status_code == 404, path
        assert "There is nothing at this address" in page.text


def test_the_storefront_is_healthy_by_itself(shopper: Shopper) -> None:
    assert shopper.open("/health").json() == {"status": "ok", "service": "storefront"}


_FORMS = {
    f"/orders/{ORDER}/cancellation": (f"/orders/{ORDER}", f"/orders/{ORDER}"),
    "/personal-data/erasure": ("/personal-data", "/personal-data"),
    "/cart/lines": (f"/titles/{DUNE}", "/cart"),
}


@pytest.mark.parametrize("form", _FORMS)
def test_after_a_form_it_leads_back_to_the_page_of_the_form(
    services: ScriptedServices, shopper: Shopper, form: str
) -> None:
    with_form, again = _FORMS[form]
    open_for_business(services)
    services.answer(f"GET /orders/{ORDER}", order())
    issue_token(services)
    sign_in(services, shopper)
    shopper.open(with_form)
    services.hang_up("POST .*")
    failed = shopper.send(form)
    assert failed.status_code == 503
    assert f'<a class="button" href="{again}">Try again</a>' in failed.text
