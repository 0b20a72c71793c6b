"""The page to which the link in a mail leads, and the form that opens the e-book.

To look at the page opens nothing: mail programs and scanners follow links before their readers do.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.refusals import shown
from bookstore.storefront.shop import Storefront

LinkToken = Annotated[str, Query(max_length=100)]


def routes(shop: Storefront) -> APIRouter:
    """The routes of links to e-books. Who has the link needs no account: it may be a gift."""
    router = ThreadedRouter()

    @router.get("/downloads")
    def show_download(visit: CurrentVisit, token: LinkToken = "") -> Response:
        """What it means to open the link, and the button that does."""
        return shop.pages.show(visit, "download.html", token=token)

    @router.post("/downloads")
    def open_download(form: CurrentForm) -> Response:
        """Open the link. Harmless when repeated."""
        try:
            opened = shop.downloads.open(form.text("token"))
        except ServiceRefused as refusal:
            return shop.pages.show(form.visit, "refused.html", refusal.status, refusal=shown(refusal))
        return shop.pages.show(form.visit, "opened.html", opened=opened)

    return router
