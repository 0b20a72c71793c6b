"""The page that says what an erasure of the personal data takes and leaves, and its form.

To look at the page erases nothing: an erasure cannot be undone, so it has a page and a button of its own.
"""

from __future__ import annotations

from fastapi import APIRouter, Response

from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.refusals import shown
from bookstore.storefront.shop import Storefront

_PAGE = "/personal-data"
_SIGN_IN = f"/sign-in?go_on={_PAGE}"
_ERASED = translatable("Your personal data are erased.")
_ERASING = translatable("Your personal data will be erased in a moment.")


def routes(shop: Storefront) -> APIRouter:
    """The routes of the customer's personal data. A guest has no account, and asks the staff."""
    router = ThreadedRouter()

    @router.get(_PAGE)
    def show_personal_data(visit: CurrentVisit) -> Response:
        """What goes and what stays, and the button that erases; a visitor signs in first."""
        if not visit.signed_in:
            return shop.pages.go(visit, _SIGN_IN)
        return shop.pages.show(visit, "personal_data.html")

    @router.post(f"{_PAGE}/erasure")
    def erase_personal_data(form: CurrentForm) -> Response:
        """Erase the person of every order of the account, and the addresses that this browser keeps.

        Harmless when repeated.
        """
        visit = form.visit
        if not visit.signed_in:
            return shop.pages.go(visit, _SIGN_IN)
        try:
            erasure = shop.orders.erase(visit.credentials())
        except ServiceRefused as refusal:
            return shop.pages.go(visit, _PAGE, refusal=shown(refusal))
        visit.forget_addresses()
        return shop.pages.go(visit, "/orders", notice=_ERASED if erasure.state == "complete" else _ERASING)

    return router
