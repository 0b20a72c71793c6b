"""The page of an invoice, to be read and to be printed."""

from __future__ import annotations

from fastapi import APIRouter, Response

from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.forms import CurrentVisit
from bookstore.storefront.own_orders import found, not_yours
from bookstore.storefront.shop import Storefront


def routes(shop: Storefront) -> APIRouter:
    """The route of invoices."""
    router = ThreadedRouter()

    @router.get("/orders/{order_number}/invoice")
    def show_invoice(order_number: str, visit: CurrentVisit) -> Response:
        """A copy of the invoice of a paid order, and each credit note to it."""
        copy = found(visit, order_number, shop.invoices.read)
        if copy is None:
            return shop.pages.show(visit, "refused.html", 404, refusal=not_yours())
        return shop.pages.show(visit, "invoice.html", invoice=copy[0])

    return router
