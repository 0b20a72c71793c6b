"""The page where the buyer says where the order goes, and where its bill goes."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Response

from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.address_form import BILL, errors_of, shown_fields, typed_addresses
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.carts import CartPage
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.refusals import shown
from bookstore.storefront.session import Billing, Delivery
from bookstore.storefront.shop import Storefront
from bookstore.storefront.visit import Visit

# The field that a refusal of the quote is about.
_FIELD_OF_REFUSAL = {"no-shipping-rate": "country", "region-needed": "region"}
_CHECKED = "/address?check=true"


def routes(shop: Storefront) -> APIRouter:
    """The routes of the address page."""
    router = ThreadedRouter()

    @router.get("/address")
    def show_address(visit: CurrentVisit, check: bool = False) -> Response:
        """The form, with what was typed before; with `check`, the reasons why it is not taken."""
        cart = shop.buyer_carts.current(visit)
        if cart is None or not cart.lines:
            return shop.pages.go(visit, "/cart")
        errors = errors_of(visit.delivery, visit.billing) if check else {}
        if check and not errors:
            errors = _errors_of_quote(shop, visit, cart)
        return _address_page(shop, visit, visit.delivery, visit.billing, errors)

    @router.post("/address")
    def take_address(form: CurrentForm) -> Response:
        """Keep the addresses, and go on where the services take them and something can be shipped there.

        What the services take fits into the cookies. What does not fit is shown again at once: nothing that
        was typed is lost.
        """
        visit = form.visit
        delivery, billing = typed_addresses(form)
        errors = errors_of(delivery, billing)
        if not shop.pages.visits.can_keep(delivery, billing):
            return _address_page(shop, visit, delivery, billing, errors, status=422)
        visit.delivery, visit.billing = delivery, billing
        return shop.pages.go(visit, _CHECKED if errors else "/payment")

    return router


def refused_address(shop: Storefront, visit: Visit, refusal: ServiceRefused) -> Response:
    """Go to the address page after a service has refused the address, or what is to be sent there."""
    at_field = refusal.slug in _FIELD_OF_REFUSAL
    return shop.pages.go(visit, _CHECKED, refusal=None if at_field else shown(refusal))


def _errors_of_quote(shop: Storefront, visit: Visit, cart: CartPage) -> dict[str, str]:
    """The reason why nothing is shipped there, at its field."""
    to = visit.delivery.model_copy(update={"shipping_method": None})  # any way that there is will do
    try:
        shop.carts.quote(cart.cart_id, visit.cart_credentials(), to, visit.billing)
    except ServiceRefused as refusal:
        field = _FIELD_OF_REFUSAL.get(refusal.slug)
        if field and refusal.members.get("address") == "bill_to":
            field = BILL + field
        return {field: refusal.detail} if field else {**refusal.errors}
    return {}


def _address_page(
    shop: Storefront,
    visit: Visit,
    delivery: Delivery,
    billing: Billing,
    errors: Mapping[str, str],
    *,
    status: int = 200,
) -> Response:
    usual = {"country": visit.reader.locale.territory or "US", "email": visit.session.customer_email or ""}
    return shop.pages.show(
        visit,
        "address.html",
        status,
        typed=shown_fields(delivery, billing, usual),
        bill_elsewhere=delivery.bill_elsewhere,
        errors=errors,
        countries=visit.reader.countries(),
    )
