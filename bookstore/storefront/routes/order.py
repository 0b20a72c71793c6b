"""The pages of the buyer's orders, and the form that cancels one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.own_orders import found, not_yours, tokens
from bookstore.storefront.purchases import OrderHistory
from bookstore.storefront.refusals import shown
from bookstore.storefront.shop import Storefront

LastOrder = Annotated[str | None, Query(pattern=r"^[0-9A-Z-]{1,40}$")]
_CANCELED = translatable("The cancellation is under way. What you have paid goes back to the card.")
_CANCELED_PREPAID = translatable(
    "The cancellation is under way. What you have paid goes back to where it came from."
)
_CLAIMED = translatable("The order is in your account now.")


def routes(shop: Storefront) -> APIRouter:
    """The routes of orders."""
    router = ThreadedRouter()
    _add_looks(router, shop)
    _add_changes(router, shop)
    return router


def _add_looks(router: ThreadedRouter, shop: Storefront) -> None:
    @router.get("/orders")
    def list_orders(visit: CurrentVisit, after: LastOrder = None) -> Response:
        """A page of the customer's orders; the first has those that this browser has made as a guest, too."""
        if after is not None and visit.signed_in:
            older = shop.orders.older(after, visit.credentials())
            return shop.pages.show(visit, "orders.html", orders=older.orders, last=_last(older))
        pages = {token: shop.orders.latest(visit.credentials(token)) for token in tokens(visit)}
        orders = [order for page in pages.values() for order in page.orders]
        newest_first = sorted(orders, key=lambda order: order.placed_at, reverse=True)
        return shop.pages.show(visit, "orders.html", orders=newest_first, last=_last(pages.get(None)))

    @router.get("/orders/{order_number}")
    def show_order(order_number: str, visit: CurrentVisit) -> Response:
        """One order with its history."""
        seen = found(visit, order_number, shop.orders.read)
        if seen is None:
            return shop.pages.show(visit, "refused.html", 404, refusal=not_yours())
        order, credentials = seen
        can_claim = visit.signed_in and credentials != visit.credentials()
        return shop.pages.show(visit, "order.html", order=order, can_claim=can_claim)


def _add_changes(router: ThreadedRouter, shop: Storefront) -> None:
    @router.post("/orders/{order_number}/cancellation")
    def cancel_order(order_number: str, form: CurrentForm) -> Response:
        """Cancel the order. Harmless when repeated."""
        seen = found(form.visit, order_number, shop.orders.read)
        if seen is None:
            return shop.pages.go(form.visit, f"/orders/{order_number}")
        order, credentials = seen
        try:
            shop.orders.cancel(order.order_number, credentials)
        except ServiceRefused as refusal:
            return shop.pages.go(form.visit, f"/orders/{order.order_number}", refusal=shown(refusal))
        notice = _CANCELED_PREPAID if order.redeemed else _CANCELED
        return shop.pages.go(form.visit, f"/orders/{order.order_number}", notice=notice)

    @router.post("/orders/{order_number}/claim")
    def claim_order(order_number: str, form: CurrentForm) -> Response:
        """Take an order that this browser has made as a guest into the account. Harmless when repeated."""
        visit = form.visit
        seen = found(visit, order_number, shop.orders.read) if visit.signed_in else None
        if seen is None:
            return shop.pages.go(visit, f"/orders/{order_number}")
        order, credentials = seen
        if credentials != visit.credentials():
            shop.orders.claim(order.order_number, credentials, visit.credentials())
        return shop.pages.go(visit, f"/orders/{order.order_number}", notice=_CLAIMED)


def _last(page: OrderHistory | None) -> str | None:
    """The number of the last order of the customer's page; None where no older ones follow."""
    return page.orders[-1].order_number if page and page.more and page.orders else None
