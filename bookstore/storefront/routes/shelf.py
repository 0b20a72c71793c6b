"""The pages of the shelf and of a title, and the form that adds copies to the cart."""

from __future__ import annotations

from uuid import uuid4

from fastapi import APIRouter, Response
from pydantic import TypeAdapter, ValidationError

from bookstore.platform.schemas import Sku
from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit, SubmittedForm
from bookstore.storefront.refusals import shown, shown_as
from bookstore.storefront.shop import Storefront
from bookstore.storefront.visit import Visit

_NOT_ON_SALE = translatable("It is not on sale, or its address is not right.")
_SKU = TypeAdapter[str](Sku)


def routes(shop: Storefront) -> APIRouter:
    """The routes of the shelf."""
    router = ThreadedRouter()

    @router.get("/")
    def show_shelf(visit: CurrentVisit) -> Response:
        """The titles on sale."""
        titles = shop.shelf.titles(visit.reader.currency)
        return shop.pages.show(visit, "shelf.html", titles=titles)

    @router.get("/titles/{sku}")
    def show_title(sku: Sku, visit: CurrentVisit) -> Response:
        """One title, with the form that adds it to the cart."""
        return _title_page(shop, visit, sku)

    @router.post("/cart/lines")
    def add_copies(form: CurrentForm) -> Response:
        """Add copies to the cart; the form's key adds them once, however often it is sent."""
        sku, quantity = form.text("sku"), form.count("quantity")
        if not _is_sku(sku):
            return _title_page(shop, form.visit, sku)
        if not quantity:
            wrong = shown_as("not-enough-copies", translatable("Say how many copies you want, as a number."))
            return shop.pages.go(form.visit, f"/titles/{sku}", refusal=wrong)
        try:
            _add(shop, form, sku, quantity)
        except ServiceRefused as refusal:
            return shop.pages.go(form.visit, f"/titles/{sku}", refusal=shown(refusal))
        return shop.pages.go(form.visit, "/cart", notice=translatable("The copies are in your cart."))

    return router


def _add(shop: Storefront, form: SubmittedForm, sku: str, quantity: int) -> None:
    visit, key = form.visit, form.key("key") or str(uuid4())
    cart = shop.buyer_carts.current(visit) or shop.buyer_carts.opened(visit)
    shop.carts.add(cart.cart_id, visit.cart_credentials(), sku, quantity, key)


def _is_sku(text: str) -> bool:
    try:
        _SKU.validate_python(text)
    except ValidationError:
        return False
    return True


def _title_page(shop: Storefront, visit: Visit, sku: str) -> Response:
    found = shop.shelf.titles(visit.reader.currency, [sku]) if _is_sku(sku) else []
    if not found:
        gone = shown_as("title-not-found", _NOT_ON_SALE)
        return shop.pages.show(visit, "refused.html", 404, refusal=gone)
    return shop.pages.show(visit, "title.html", title=found[0], key=str(uuid4()))
