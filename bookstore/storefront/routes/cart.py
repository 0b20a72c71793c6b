"""The page of the cart, and the forms that change it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Response

from bookstore.platform.http import CallFailed
from bookstore.platform.schemas import Sku
from bookstore.platform.server import ThreadedRouter
from bookstore.platform.title_kinds import TitleKind
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.carts import CartPage, Credentials
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.refusals import shown, shown_as
from bookstore.storefront.shop import Storefront
from bookstore.storefront.visit import Visit

_STANDINGS = {
    "not-enough-copies": translatable("Fewer copies are left than you want."),
    "sold-out": translatable("Sold out: remove it to go on."),
    "withdrawn": translatable("Not on sale any more: remove it to go on."),
    "unknown": translatable("We cannot tell right now whether it is in stock."),
}


@dataclass(frozen=True)
class ShownCartLine:
    """A line as the page shows it; prices in minor units, None where the price is not known."""

    sku: str
    title: str
    kind: TitleKind
    quantity: int
    price: int | None
    standing: str | None
    available: int | None

    @property
    def total(self) -> int | None:
        """What its copies cost before discounts."""
        return None if self.price is None else self.price * self.quantity

    @property
    def problem(self) -> str | None:
        """What is wrong with its stock, in English."""
        return _STANDINGS.get(self.standing or "")


def routes(shop: Storefront) -> APIRouter:
    """The routes of the cart."""
    router = ThreadedRouter()

    @router.get("/cart")
    def show_cart(visit: CurrentVisit) -> Response:
        """The cart."""
        return _cart_page(shop, visit)

    @router.post("/cart/lines/{sku}")
    def change_copies(sku: Sku, form: CurrentForm) -> Response:
        """Set the copies of a title; 0 removes it."""
        quantity = form.count("quantity")
        if quantity is None:
            wrong = shown_as("not-enough-copies", translatable("Say how many copies you want, as a number."))
            return shop.pages.go(form.visit, "/cart", refusal=wrong)
        return _changed(shop, form.visit, lambda cart, known: shop.carts.change(cart, known, sku, quantity))

    @router.post("/cart/discount-codes")
    def add_discount_code(form: CurrentForm) -> Response:
        """Add a discount code; an empty field adds none."""
        code = form.text("code")
        if not code:
            return shop.pages.go(form.visit, "/cart")
        return _changed(shop, form.visit, lambda cart, known: shop.carts.add_code(cart, known, code))

    @router.post("/cart/discount-codes/removal")
    def remove_discount_code(form: CurrentForm) -> Response:
        """Remove a discount code."""
        code = form.text("code")
        return _changed(shop, form.visit, lambda cart, known: shop.carts.remove_code(cart, known, code))

    return router


def _changed(shop: Storefront, visit: Visit, change: Callable[[str, Credentials], None]) -> Response:
    cart = shop.buyer_carts.current(visit)
    if cart is None:
        return shop.pages.go(visit, "/cart")
    try:
        change(cart.cart_id, visit.cart_credentials())
    except ServiceRefused as refusal:
        return shop.pages.go(visit, "/cart", refusal=shown(refusal))
    return shop.pages.go(visit, "/cart", notice=translatable("Your cart is changed."))


def _cart_page(shop: Storefront, visit: Visit) -> Response:
    cart = shop.buyer_carts.current(visit)
    lines = _lines(shop, visit, cart) if cart is not None else []
    totals = [line.total for line in lines]
    subtotal = None if None in totals else sum(total for total in totals if total is not None)
    codes = cart.discount_codes if cart is not None else []
    return shop.pages.show(visit, "cart.html", lines=lines, subtotal=subtotal, codes=codes)


def _lines(shop: Storefront, visit: Visit, cart: CartPage) -> list[ShownCartLine]:
    """The lines with prices and stock. The cart is shown without them where a service does not answer."""
    if not cart.lines:
        return []
    stock = shop.carts.stock(cart.cart_id, visit.cart_credentials())
    try:
        titles = shop.shelf.titles(cart.currency, [line.sku for line in cart.lines])
    except CallFailed:
        titles = []
    prices = {each.sku: each.price for each in titles}
    return [
        ShownCartLine(**vars(line), price=prices.get(line.sku), standing=standing, available=available)
        for line in cart.lines
        for standing, available in [stock.get(line.sku, (None, None))]
    ]
