"""Signing in and out, and the choice of language and currency."""

from __future__ import annotations

import hmac

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bookstore.platform.auth import NotAuthenticated
from bookstore.platform.http import CallFailed
from bookstore.platform.money import Currency
from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.reader import LANGUAGES
from bookstore.storefront.refusals import shown_as
from bookstore.storefront.session import SignInAttempt
from bookstore.storefront.shop import Storefront
from bookstore.storefront.sign_in import RETURN_PATH, SignedIn
from bookstore.storefront.visit import Visit

_UNAVAILABLE = 503
_LONGEST_PLACE = 200  # characters; it is kept in the cookie
_SIGNED_IN = translatable("You are signed in.")
_NOT_SIGNED_IN = translatable("You were not signed in: please try again.")
_CART_IS_KEPT = translatable("A part of our shop does not answer right now. Your cart is kept.")
_LEFT_OUT = translatable("You are signed in; not all copies of your two carts fit into one.")


def routes(shop: Storefront) -> APIRouter:
    """The routes about the buyer."""
    router = ThreadedRouter()

    @router.get("/sign-in")
    def begin_sign_in(visit: CurrentVisit, go_on: str = "/") -> Response:
        """Send the buyer to the identity provider."""
        attempt, address = shop.sign_in.begin(_own_place(go_on))
        visit.remember(sign_in=attempt)
        return shop.pages.visits.answered(visit, RedirectResponse(address, 303))

    @router.get(RETURN_PATH)
    def complete_sign_in(visit: CurrentVisit, code: str = "", state: str = "") -> Response:
        """Take the customer who comes back from the identity provider."""
        attempt = visit.session.sign_in
        visit.remember(sign_in=None)
        signed_in = _signed_in(shop, attempt, code, state)
        if attempt is None or signed_in is None:
            return shop.pages.go(visit, "/", notice=_NOT_SIGNED_IN)
        return _welcomed(shop, visit, signed_in, attempt.go_on_at)

    @router.post("/sign-out")
    def sign_out(form: CurrentForm) -> Response:
        """Forget the customer."""
        form.visit.sign_out()
        return shop.pages.go(form.visit, "/", notice=translatable("You are signed out."))

    @router.post("/preferences")
    def choose(form: CurrentForm) -> Response:
        """Choose language and currency; each currency has a cart of its own."""
        language, currency = form.text("language"), form.text("currency")
        if language in LANGUAGES:
            form.visit.remember(language=language)
        if currency in list(Currency):
            form.visit.remember(currency=Currency(currency))
        return shop.pages.go(form.visit, _own_place(form.text("back")))

    return router


def _signed_in(shop: Storefront, attempt: SignInAttempt | None, code: str, state: str) -> SignedIn | None:
    """None where this browser did not begin the attempt, or the provider does not confirm it."""
    if attempt is None or not hmac.compare_digest(attempt.state.encode(), state.encode("utf-8", "replace")):
        return None
    try:
        return shop.sign_in.complete(attempt, code)
    except (ServiceRefused, NotAuthenticated):
        return None


def _welcomed(shop: Storefront, visit: Visit, signed_in: SignedIn, go_on_at: str) -> Response:
    """Go on as the customer; where the carts cannot be merged, as before, with the cart that is there."""
    before = visit.session
    try:
        left_out = _take(shop, visit, signed_in)
    except (CallFailed, ServiceRefused):
        visit.session = before
        return shop.pages.go(visit, "/cart", refusal=shown_as("not-signed-in", _CART_IS_KEPT))
    return shop.pages.go(visit, go_on_at, notice=_LEFT_OUT if left_out else _SIGNED_IN)


def _take(shop: Storefront, visit: Visit, signed_in: SignedIn) -> bool:
    """Sign the buyer in, and merge their carts; True where copies did not fit.

    Raises CallFailed, and ServiceRefused by a service that cannot merge just now: the carts are as they were.
    """
    guest_carts = [known for known in visit.session.carts.values() if known.token is not None]
    visit.remember(customer_token=signed_in.token, customer_email=signed_in.email, carts={})
    left_out = False
    for known in guest_carts:
        try:
            cart, capped = shop.carts.claim(known.cart_id, known.token or "", visit.credentials())
        except ServiceRefused as refusal:
            if refusal.status == _UNAVAILABLE:
                raise
            continue  # bought, or claimed by another customer: there is nothing to merge
        left_out = left_out or bool(capped)
        visit.keep_cart(cart)
    return left_out


def _own_place(place: str) -> str:
    """The path, where it is one of ours: no address that a link has brought leads to another site."""
    inside = place.startswith("/") and not place.startswith(("//", "/\\"))
    return place if inside and place.isprintable() and len(place) <= _LONGEST_PLACE else "/"
