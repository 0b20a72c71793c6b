"""The forms of the payment page for gift cards and store credit, and the page of what is left of them."""

from __future__ import annotations

from fastapi import APIRouter, Response

from bookstore.platform.gift_card_codes import gift_card_hash
from bookstore.platform.schemas import MOST_GIFT_CARDS
from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit
from bookstore.storefront.prepaid import BalancesPage, code_typed, ending_of
from bookstore.storefront.refusals import shown, shown_as
from bookstore.storefront.shop import Storefront
from bookstore.storefront.visit import Visit

_AS_MANY_AS_MAY = translatable("An order is paid with five gift cards at most.")


def routes(shop: Storefront) -> APIRouter:
    """The routes of gift cards and store credit."""
    router = ThreadedRouter()
    _add_payment_forms(router, shop)
    _add_balances(router, shop)
    return router


def _add_payment_forms(router: ThreadedRouter, shop: Storefront) -> None:
    """Each form changes what is named; the payment page asks what that pays, and tells what does not."""

    @router.post("/payment/gift-cards")
    def add_gift_card(form: CurrentForm) -> Response:
        """Pay with this gift card too, after those that are named; an empty field names none."""
        visit, code = form.visit, code_typed(form.text("gift_card"))
        codes = visit.prepaid.gift_cards
        if not code or gift_card_hash(code) in map(gift_card_hash, codes):
            return shop.pages.go(visit, "/payment")
        if len(codes) >= MOST_GIFT_CARDS:
            return shop.pages.go(visit, "/payment", refusal=shown_as("too-many-gift-cards", _AS_MANY_AS_MAY))
        visit.prepaid = visit.prepaid.model_copy(update={"gift_cards": (*codes, code)})
        return shop.pages.go(visit, "/payment")

    @router.post("/payment/gift-cards/removal")
    def take_gift_card_out(form: CurrentForm) -> Response:
        """Pay without this gift card. Harmless when repeated."""
        visit, code_hash = form.visit, form.text("gift_card")
        rest = tuple(code for code in visit.prepaid.gift_cards if gift_card_hash(code) != code_hash)
        visit.prepaid = visit.prepaid.model_copy(update={"gift_cards": rest})
        return shop.pages.go(visit, "/payment")

    @router.post("/payment/store-credit")
    def choose_store_credit(form: CurrentForm) -> Response:
        """Pay with store credit, or not any more."""
        visit, wanted = form.visit, form.text("store_credit") == "yes"
        visit.prepaid = visit.prepaid.model_copy(update={"store_credit": wanted})
        return shop.pages.go(visit, "/payment")


def _add_balances(router: ThreadedRouter, shop: Storefront) -> None:
    @router.get("/gift-cards")
    def show_balances(visit: CurrentVisit) -> Response:
        """What is left of the gift card that was typed last, and of a customer's store credit."""
        code = visit.prepaid.looked_at
        try:
            found = _balances(shop, visit, (code,) if code else ())
        except ServiceRefused as refusal:
            visit.prepaid = visit.prepaid.model_copy(update={"looked_at": None})
            found = _balances(shop, visit, ())
            told = shown(refusal)
            return shop.pages.show(
                visit, "gift_cards.html", ending=None, found=found, mistyped=code, refusal=told
            )
        ending = ending_of(code) if code and found else None
        return shop.pages.show(visit, "gift_cards.html", ending=ending, found=found, mistyped="")

    @router.post("/gift-cards")
    def look_at(form: CurrentForm) -> Response:
        """Keep the code, and show what is left of its card. A visitor becomes a guest with an empty cart."""
        visit, code = form.visit, code_typed(form.text("gift_card"))
        visit.prepaid = visit.prepaid.model_copy(update={"looked_at": code or None})
        if code and not visit.buyer_credentials():
            shop.buyer_carts.opened(visit)
        return shop.pages.go(visit, "/gift-cards")


def _balances(shop: Storefront, visit: Visit, codes: tuple[str, ...]) -> BalancesPage | None:
    """None where there is nothing to ask for, or nobody known who asks."""
    credentials = visit.buyer_credentials()
    if not credentials or not (codes or visit.signed_in):
        return None
    return shop.gift_cards.balances(credentials, codes)
