"""The page where the buyer says where the order goes."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Response
from pydantic import ValidationError

from bookstore.platform.addresses import DeliveryAddress
from bookstore.platform.schemas import EmailAddress
from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.refusals import ShownRefusal, shown
from bookstore.storefront.session import Delivery
from bookstore.storefront.shop import Storefront
from bookstore.storefront.visit import Visit

FIELDS = ("email", "name", "line1", "line2", "city", "region", "postal_code", "country")
_LONGEST = 254  # characters; what is longer than a field may be is refused all the same
_NEEDED = ("email", "name", "line1", "country")
# The field that a refusal of the quote is about.
_FIELD_OF_REFUSAL = {"no-shipping-rate": "country", "region-needed": "region"}
_PREFIX = "Value error, "


class _AddressForm(DeliveryAddress):
    """The same address as the services take, and the mail address beside it."""

    email: EmailAddress


def routes(shop: Storefront) -> APIRouter:
    """The routes of the address page."""
    router = ThreadedRouter()

    @router.get("/address")
    def show_address(visit: CurrentVisit) -> Response:
        """The form, with what was typed before."""
        if _nothing_to_send(shop, visit):
            return shop.pages.go(visit, "/cart")
        return address_page(shop, visit)

    @router.post("/address")
    def take_address(form: CurrentForm) -> Response:
        """Keep the address, where the services take it and something can be shipped to it."""
        visit = form.visit
        typed = {name: text for name in FIELDS if (text := form.text(name)[:_LONGEST])}
        visit.delivery = Delivery(fields=typed)
        errors = _errors(typed)
        if errors:
            return address_page(shop, visit, errors, status=422)
        cart = shop.buyer_carts.current(visit)
        if cart is None or not cart.lines:
            return shop.pages.go(visit, "/cart")
        try:
            shop.carts.quote(
                cart.cart_id, visit.cart_credentials(), typed["country"], typed.get("region", "")
            )
        except ServiceRefused as refusal:
            return refused_address(shop, visit, refusal)
        return shop.pages.go(visit, "/payment")

    return router


def refused_address(shop: Storefront, visit: Visit, refusal: ServiceRefused) -> Response:
    """The address page after a service has refused the address or the cart, with the reason at its field."""
    field = _FIELD_OF_REFUSAL.get(refusal.slug)
    errors = {field: refusal.detail} if field else {**refusal.errors}
    return address_page(shop, visit, errors, shown(refusal), refusal.status)


def address_page(
    shop: Storefront,
    visit: Visit,
    errors: Mapping[str, str] | None = None,
    refusal: ShownRefusal | None = None,
    status: int = 200,
) -> Response:
    """The form with what was typed; `errors` are reasons by field."""
    usual = {"country": visit.reader.locale.territory or "US", "email": visit.session.customer_email or ""}
    typed = {**dict.fromkeys(FIELDS, ""), **usual, **visit.delivery.fields}
    return shop.pages.show(
        visit,
        "address.html",
        status,
        typed=typed,
        errors=errors or {},
        countries=visit.reader.countries(),
        refusal=refusal,
    )


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


def _nothing_to_send(shop: Storefront, visit: Visit) -> bool:
    cart = shop.buyer_carts.current(visit)
    return cart is None or not cart.lines
