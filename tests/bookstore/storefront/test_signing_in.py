"""Signing in: a code of the identity provider, a verifier that never leaves the storefront, and one cart."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256

from .customers import begun, issue_token, sign_in
from .scripted_services import ScriptedServices
from .shopper import Shopper
from .small_shop import fill_cart, open_for_business, order


def test_the_code_is_exchanged_with_the_verifier_of_the_challenge(
    services: ScriptedServices, shopper: Shopper
) -> None:
    open_for_business(services)
    issue_token(services)
    asked = begun(shopper)
    page = shopper.open(f"/sign-in/return?code=abc&state={asked['state']}")
    assert page.url.endswith("/cart")
    assert "zoe@readers.example" in page.text
    (exchange,) = services.received("POST /token")
    digest = sha256(exchange.body["code_verifier"].encode()).digest()
    assert urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
    assert exchange.body["redirect_uri"] == asked["redirect_uri"] == f"{shopper.url}/sign-in/return"


def test_a_code_that_this_browser_did_not_ask_for_signs_no_one_in(
    services: ScriptedServices, shopper: Shopper
) -> None:
    open_for_business(services)
    issue_token(services)
    begun(shopper)
    for state in ("guessed", "%ff", ""):
        page = shopper.open(f"/sign-in/return?code=abc&state={state}")
        assert "You were not signed in" in page.text
    assert services.received("POST /token") == []


def test_a_cart_that_cannot_be_claimed_just_now_stays_with_the_guest(
    services: ScriptedServices, shopper: Shopper
) -> None:
    open_for_business(services)
    fill_cart(shopper)
    issue_token(services)
    services.refuse(r"POST /carts/[^/]+/claim", 503, "try-again", "inventory does not answer")
    page = sign_in(services, shopper)
    assert "You are not signed in yet" in page.text
    assert "zoe@readers.example" not in page.text
    assert services.received(r"GET /carts/[^/?]+")[-1].headers["cart-token"] == "the-guest-token"
    issue_token(services)
    assert "zoe@readers.example" in sign_in(services, shopper).text


def test_the_guests_cart_is_claimed_by_the_customer(services: ScriptedServices, shopper: Shopper) -> None:
    open_for_business(services)
    fill_cart(shopper)
    token = issue_token(services)
    sign_in(services, shopper)
    (claim,) = services.received(r"POST /carts/[^/]+/claim")
    assert claim.headers["cart-token"] == "the-guest-token"
    assert claim.headers["authorization"] == f"Bearer {token}"
    last = services.received(r"GET /carts/[^/?]+")[-1]
    assert (last.headers["authorization"], last.headers.get("cart-token")) == (f"Bearer {token}", None)


def test_after_signing_in_only_own_pages_are_gone_on_to(services: ScriptedServices, shopper: Shopper) -> None:
    open_for_business(services)
    issue_token(services)
    for elsewhere in ("https://evil.test/", "//evil.test/", "/\\evil.test"):
        asked = begun(shopper, elsewhere)
        page = shopper.open(f"/sign-in/return?code=abc&state={asked['state']}")
        assert page.url == f"{shopper.url}/", elsewhere


def test_a_token_that_is_not_taken_any_more_leads_to_a_new_sign_in(
    services: ScriptedServices, shopper: Shopper
) -> None:
    open_for_business(services)
    issue_token(services)
    sign_in(services, shopper)
    services.refuse(r"GET /orders", 401, "not-authenticated", "the token has expired")
    page = shopper.open("/orders")
    assert page.status_code == 401
    assert "Your session has ended" in page.text
    assert 'href="/sign-in?go_on=/orders"' in page.text


def test_older_orders_are_a_page_further(services: ScriptedServices, shopper: Shopper) -> None:
    open_for_business(services)
    issue_token(services)
    sign_in(services, shopper)
    services.answer(r"GET /orders", {"orders": [order()], "more": True})
    services.answer(r"GET /orders\?after=.*", {"orders": [], "more": False})
    number = order()["order_number"]
    assert f'href="/orders?after={number}"' in shopper.open("/orders").text
    assert "Older orders" not in shopper.open(f"/orders?after={number}").text


def test_an_order_of_the_account_has_no_button_that_claims_it(
    services: ScriptedServices, shopper: Shopper
) -> None:
    open_for_business(services)
    issue_token(services)
    sign_in(services, shopper)
    number = order()["order_number"]
    services.answer(rf"GET /orders/{number}", order())
    assert "Add the order to your account" not in shopper.open(f"/orders/{number}").text


def test_who_signs_out_is_forgotten(services: ScriptedServices, shopper: Shopper) -> None:
    open_for_business(services)
    issue_token(services)
    sign_in(services, shopper)
    assert "Sign in" in shopper.send("/sign-out").text
    assert "zoe@readers.example" not in shopper.open("/orders").text
