"""The pages of the buyer's orders, and the form that cancels one."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Query, Response

from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.carts import Credentials
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.purchases import OrderHistory, OrderPage
from bookstore.storefront.refusals import shown, shown_as
from bookstore.storefront.shop import Storefront
from bookstore.storefront.visit import Visit

_ORDER_NUMBER = re.compile(r"[0-9A-Z-]{1,40}")
LastOrder = Annotated[str | None, Query(pattern=r"^[0-9A-Z-]{1,40}$")]
_NOT_FOUND = "order-not-found"
_NOT_YOURS = translatable("It is not yours, or this browser does not know it any more.")
_CANCELED = translatable("The cancellation is under way. What you have paid goes back to the card.")
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
        pages = {token: shop.orders.latest(visit.credentials(token)) for token in _tokens(visit)}
        orders = [order for page in pages.values() for order in page.orders]
        newest_first = sorted(orders, key=lambda order: order.placed_at, reverse=True)
        return shop.pages.show(visit, "orders.html", orders=newest_first, last=_last(pages.get(None)))

    @router.get("/orders/{order_number}")
    def show_order(order_number: str, visit: CurrentVisit) -> Response:
        """One order with its history."""
        found = _found(shop, visit, order_number)
        if found is None:
            unknown = shown_as(_NOT_FOUND, _NOT_YOURS)
            return shop.pages.show(visit, "refused.html", 404, refusal=unknown)
        order, credentials = found
        can_claim = visit.signed_in and credentials != visit.credentials()
        return shop.pages.show(visit, "order.html", order=order, can_claim=can_claim)


def _add_changes(router: ThreadedRouter, shop: Storefront) -> None:
    @router.post("/orders/{order_number}/cancellation")
    def cancel_order(order_number: str, form: CurrentForm) -> Response:
        """Cancel the order. Harmless when repeated."""
        found = _found(shop, form.visit, order_number)
        if found is None:
            return shop.pages.go(form.visit, f"/orders/{order_number}")
        order, credentials = found
        try:
            shop.orders.cancel(order.order_number, credentials)
        except ServiceRefused as refusal:
            return shop.pages.go(form.visit, f"/orders/{order.order_number}", refusal=shown(refusal))
        return shop.pages.go(form.visit, f"/orders/{order.order_number}", notice=_CANCELED)

    @router.post("/orders/{order_number}/claim")
    def claim_order(order_number: str, form: CurrentForm) -> Response:
        """Take an order that this browser has made as a guest into the account. Harmless when repeated."""
        visit = form.visit
        found = _found(shop, visit, order_number) if visit.signed_in else None
        if found is None:
            return shop.pages.go(visit, f"/orders/{order_number}")
        order, credentials = found
        if credentials != visit.credentials():
            shop.orders.claim(order.order_number, credentials, visit.credentials())
        return shop.pages.go(visit, f"/orders/{order.order_number}", notice=_CLAIMED)


def _last(page: OrderHistory | None) -> str | None:
    """The number of the last order of the customer's page; None where no older ones follow."""
    return page.orders[-1].order_number if page and page.more and page.orders else None


def _tokens(visit: Visit) -> list[str | None]:
    """The tokens with which the buyer may own orders: None as a customer, and those of a guest before."""
    return [*([None] if visit.signed_in else []), *visit.guest_tokens()]


def _found(shop: Storefront, visit: Visit, order_number: str) -> tuple[OrderPage, Credentials] | None:
    if not _ORDER_NUMBER.fullmatch(order_number):
        return None
    for credentials in map(visit.credentials, _tokens(visit)):
        try:
            return shop.orders.read(order_number, credentials), credentials
        except ServiceRefused as refusal:
            if refusal.slug != _NOT_FOUND:
                raise
    return None
