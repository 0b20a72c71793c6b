"""The page where the buyer names another address for an order of which nothing has left."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Response

from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.address_form import ADDRESS_FIELDS, errors_of_address, typed_address
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.own_orders import found, not_yours
from bookstore.storefront.refusals import shown
from bookstore.storefront.shop import Storefront
from bookstore.storefront.visit import Visit

_CHANGED = translatable("Your order goes to the new address.")
_OTHER_PLACE = "other-destination"
_ANOTHER_COUNTRY = translatable("The price holds for the country of your order. Cancel it, and order again.")
_ANOTHER_REGION = translatable("The price holds for the region of your order. Cancel it, and order again.")


def routes(shop: Storefront) -> APIRouter:
    """The routes of the address of an order."""
    router = ThreadedRouter()

    @router.get("/orders/{order_number}/address")
    def show_order_address(order_number: str, visit: CurrentVisit) -> Response:
        """The form, with the address that the order has."""
        seen = found(visit, order_number, shop.orders.read)
        if seen is None:
            return shop.pages.show(visit, "refused.html", 404, refusal=not_yours())
        order, _ = seen
        known = {name: text for name, text in order.ship_to.items() if text}
        return _page(shop, visit, order.order_number, known, {})

    @router.post("/orders/{order_number}/address")
    def take_order_address(order_number: str, form: CurrentForm) -> Response:
        """Send the order there, or show what was typed with the reasons beside the fields."""
        visit, typed = form.visit, typed_address(form)
        seen = found(visit, order_number, shop.orders.read)
        if seen is None:
            return shop.pages.go(visit, f"/orders/{order_number}")
        order, credentials = seen
        place = f"/orders/{order.order_number}"
        errors = errors_of_address(typed)
        if not errors:
            try:
                shop.orders.send_to(order.order_number, typed, credentials)
            except ServiceRefused as refusal:
                errors = _errors_of(refusal, typed)
                if not errors:
                    return shop.pages.go(visit, place, refusal=shown(refusal))
        if errors:
            return _page(shop, visit, order.order_number, typed, errors, status=422)
        return shop.pages.go(visit, place, notice=_CHANGED)

    return router


def _errors_of(refusal: ServiceRefused, typed: Mapping[str, str]) -> dict[str, str]:
    """The reasons at the fields that the refusal is about; none where it is about the order."""
    if refusal.slug != _OTHER_PLACE:
        return {**refusal.errors}
    if typed.get("country") != refusal.members.get("country"):
        return {"country": _ANOTHER_COUNTRY}
    return {"region": _ANOTHER_REGION}


def _page(
    shop: Storefront,
    visit: Visit,
    order_number: str,
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    *,
    status: int = 200,
) -> Response:
    return shop.pages.show(
        visit,
        "order_address.html",
        status,
        order_number=order_number,
        typed={**dict.fromkeys(ADDRESS_FIELDS, ""), **typed},
        errors=errors,
        countries=visit.reader.countries(),
    )
