"""The page where the buyer says where the order goes."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Response
from pydantic import ValidationError

from bookstore.platform.addresses import DeliveryAddress
from bookstore.platform.schemas import EmailAddress
from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.carts import CartPage
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.refusals import shown
from bookstore.storefront.session import Delivery
from bookstore.storefront.shop import Storefront
from bookstore.storefront.visit import Visit

FIELDS = ("email", "name", "line1", "line2", "city", "region", "postal_code", "country")
_LONGEST = 254  # characters; what is longer than a field may be is refused all the same
_NEEDED = ("email", "name", "line1", "country")
# The field that a refusal of the quote is about.
_FIELD_OF_REFUSAL = {"no-shipping-rate": "country", "region-needed": "region"}
_CHECKED = "/address?check=true"
_PREFIX = "Value error, "


class _AddressForm(DeliveryAddress):
    """The same address as the services take, and the mail address beside it."""

    email: EmailAddress


def routes(shop: Storefront) -> APIRouter:
    """The routes of the address page."""
    router = ThreadedRouter()

    @router.get("/address")
    def show_address(visit: CurrentVisit, check: bool = False) -> Response:
        """The form, with what was typed before; with `check`, the reasons why it is not taken."""
        cart = shop.buyer_carts.current(visit)
        if cart is None or not cart.lines:
            return shop.pages.go(visit, "/cart")
        errors = _errors(visit.delivery.fields) if check else {}
        if check and not errors:
            errors = _errors_of_quote(shop, visit, cart)
        return _address_page(shop, visit, errors)

    @router.post("/address")
    def take_address(form: CurrentForm) -> Response:
        """Keep the address, and go on where the services take it and something can be shipped to it."""
        visit = form.visit
        typed = {name: text for name in FIELDS if (text := form.text(name)[:_LONGEST])}
        visit.delivery = Delivery(fields=typed)
        return shop.pages.go(visit, _CHECKED if _errors(typed) else "/payment")

    return router


def refused_address(shop: Storefront, visit: Visit, refusal: ServiceRefused) -> Response:
    """Go to the address page after a service has refused the address, or what is to be sent there."""
    at_field = refusal.slug in _FIELD_OF_REFUSAL
    return shop.pages.go(visit, _CHECKED, refusal=None if at_field else shown(refusal))


def _errors_of_quote(shop: Storefront, visit: Visit, cart: CartPage) -> dict[str, str]:
    """The reason why nothing is shipped there, at its field."""
    to = visit.delivery.model_copy(update={"shipping_method": None})  # any way that there is will do
    try:
        shop.carts.quote(cart.cart_id, visit.cart_credentials(), to)
    except ServiceRefused as refusal:
        field = _FIELD_OF_REFUSAL.get(refusal.slug)
        return {field: refusal.detail} if field else {**refusal.errors}
    return {}


def _address_page(shop: Storefront, visit: Visit, errors: Mapping[str, str]) -> Response:
    usual = {"country": visit.reader.locale.territory or "US", "email": visit.session.customer_email or ""}
    typed = {**dict.fromkeys(FIELDS, ""), **usual, **visit.delivery.fields}
    countries = visit.reader.countries()
    return shop.pages.show(visit, "address.html", typed=typed, errors=errors, countries=countries)


def _errors(typed: Mapping[str, str]) -> dict[str, str]:
    """The reasons by field, in the order of the form."""
    missing = {name: translatable("Please fill this in.") for name in _NEEDED if name not in typed}
    try:
        _AddressForm.model_validate(typed)
    except ValidationError as error:
        found = {str(each["loc"][0]): each["msg"].removeprefix(_PREFIX) for each in error.errors()}
        reasons = {**found, **missing}
        return {name: reasons[name] for name in FIELDS if name in reasons}
    return missing
