"""The payment page, what becomes of a submission, and the page of a checkout.

The submission key is made when the payment page is rendered: however often its form is sent, it is one
submission, and the checkout service answers it once.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from fastapi import APIRouter, Response
from fastapi.responses import RedirectResponse

from bookstore.platform.http import CallFailed
from bookstore.platform.money import Currency
from bookstore.platform.schemas import MOST_GIFT_CARDS
from bookstore.platform.server import ThreadedRouter
from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.forms import CurrentForm, CurrentVisit, SubmittedForm
from bookstore.storefront.purchases import BuyerSubmission, CheckoutPage, ExpectedTotal
from bookstore.storefront.refusals import CODE_REASONS, ShownRefusal, shown, shown_as
from bookstore.storefront.routes.address import refused_address
from bookstore.storefront.session import CartKey, PrepaidChoice
from bookstore.storefront.shop import Storefront
from bookstore.storefront.visit import Visit

_ADDRESS_REFUSALS = frozenset({"no-shipping-rate", "region-needed", "invalid-request"})
_WAY_REFUSED = "shipping-method-not-offered"
_BY_TRANSFER = ("advance", "invoice")
_BY_CARD, _OTHERWISE = "card", ("wallet", "card_on_shipment")
_LONGEST_WAY = 100  # characters
_NOT_MADE_HERE = translatable("This browser has not made it, or its session has ended.")
_ELSEWHERE = translatable("It was changed on another page of yours. Nothing was charged.")
_CARD_IS_MISSING = translatable(
    "The card is missing: your browser sends it to the payment service, not to us."
)
_INCOMPLETE = shown_as(
    "idempotency-key-reused", translatable("The page was sent incomplete. Nothing was charged.")
)
_SENT_AGAIN = (
    "submission_key",
    "cart_id",
    "cart_version",
    "total",
    "currency",
    "shipping_method",
    "method",
    "payment_token",
    "prepaid",
)


def routes(shop: Storefront) -> APIRouter:
    """The routes of payments and checkouts."""
    router = ThreadedRouter()

    @router.get("/payment")
    def show_payment(visit: CurrentVisit) -> Response:
        """The total, and the fields of the gateway; after a purchase, its result."""
        return _payment_page(shop, visit)

    @router.post("/payment")
    def pay(form: CurrentForm) -> Response:
        """Submit the purchase, once for each payment page."""
        return _submit(shop, form)

    @router.post("/shipping")
    def choose_shipping(form: CurrentForm) -> Response:
        """Keep the way of shipping, and show the total with it."""
        visit = form.visit
        chosen = form.text("shipping_method")[:_LONGEST_WAY] or None
        visit.delivery = visit.delivery.model_copy(update={"shipping_method": chosen})
        return shop.pages.go(visit, "/payment")

    @router.get("/checkouts/{checkout_id}")
    def show_checkout(checkout_id: UUID, visit: CurrentVisit) -> Response:
        """What has become of a checkout; the customer comes back here from the bank's page."""
        credentials = visit.checkout_credentials(str(checkout_id))
        if not credentials:
            unknown = shown_as("no-such-checkout", _NOT_MADE_HERE)
            return shop.pages.show(visit, "refused.html", 404, refusal=unknown)
        checkout = shop.checkouts.read(str(checkout_id), credentials)
        if checkout.state == "waiting":
            try:
                checkout = shop.checkouts.go_on(checkout.checkout_id, credentials)
            except ServiceRefused as refusal:
                return _checkout_page(shop, visit, checkout, shown(refusal))
        return _checkout_page(shop, visit, checkout)

    return router


def _payment_page(shop: Storefront, visit: Visit) -> Response:
    """The page with a new submission key; the total is asked for anew each time."""
    cart = shop.buyer_carts.current(visit)
    if cart is None or not cart.lines:
        return _after_the_purchase(shop, visit)
    if not visit.says_where:
        return shop.pages.go(visit, "/address")
    try:
        quote = shop.carts.quote(cart.cart_id, visit.cart_credentials(), visit.delivery, visit.billing)
    except ServiceRefused as refused:
        if refused.slug == _WAY_REFUSED:
            return _choose_again(shop, visit, refused)
        return refused_address(shop, visit, refused)
    paying = shop.gift_cards.paying(visit, quote.grand_total, quote.currency)
    return shop.pages.show(
        visit,
        "payment.html",
        quote=quote,
        paying=paying,
        most_gift_cards=MOST_GIFT_CARDS,
        cart=cart,
        titles={line.sku: line.title for line in cart.lines},
        ship_to=visit.delivery.fields,
        bill_to=visit.billing.fields,
        chosen_way=visit.delivery.shipping_method or "",
        code_reasons=CODE_REASONS,
        submission_key=str(uuid4()),
        gateway=shop.pages.settings.gateway,
        publishable_key=shop.pages.settings.publishable_key,
    )


def _choose_again(shop: Storefront, visit: Visit, refusal: ServiceRefused) -> Response:
    """The payment page with the ways that are left: the chosen one is gone."""
    visit.delivery = visit.delivery.model_copy(update={"shipping_method": None})
    return shop.pages.go(visit, "/payment", refusal=shown(refusal))


def _after_the_purchase(shop: Storefront, visit: Visit) -> Response:
    """Where a buyer without a cart to pay goes: to the result of their last checkout, else to the cart."""
    if visit.session.checkouts:
        return shop.pages.go(visit, f"/checkouts/{visit.session.checkouts[0].checkout_id}")
    return shop.pages.go(visit, "/cart")


def _submit(shop: Storefront, form: SubmittedForm) -> Response:
    visit, cart_id = form.visit, form.text("cart_id")
    known = next((each for each in visit.session.carts.values() if each.cart_id == cart_id), None)
    if known is None:
        return _after_the_purchase(shop, visit)
    purchase = _purchase(form)
    if purchase is None or (wrong := _wrong(form, purchase)) is not None:
        return shop.pages.go(visit, "/payment", refusal=_INCOMPLETE if purchase is None else wrong)
    try:
        checkout = shop.checkouts.submit(
            purchase, form.key("submission_key") or "", visit.credentials(known.token)
        )
    except ServiceRefused as refusal:
        return _refused(shop, visit, known, refusal)
    except CallFailed:
        # Whether the order was placed is not known: the same submission, sent again, is answered with it.
        return shop.pages.show(visit, "unknown.html", 503, again=_sent(form))
    return _submitted(shop, visit, known, checkout)


def _wrong(form: SubmittedForm, purchase: BuyerSubmission) -> ShownRefusal | None:
    """What is wrong with a complete form: it pays otherwise than was shown, or without a card."""
    if form.text("prepaid") != form.visit.prepaid.mark:
        return shown_as("payment-page-changed", _ELSEWHERE)
    # Where gift cards pay for all of it, the page does not ask for a card.
    asked = "payment_token" in form.fields or not form.visit.prepaid.names_any
    if purchase.payment is None and asked and purchase.expected_total.amount > 0:
        return shown_as("payment-needed", _CARD_IS_MISSING)
    return None


def _sent(form: SubmittedForm) -> Mapping[str, str]:
    """What the page has sent, and no field that it did not have."""
    return {name: form.text(name) for name in _SENT_AGAIN if name in form.fields}


def _purchase(form: SubmittedForm) -> BuyerSubmission | None:
    """What the form and the addresses say; None where a hidden field is missing or was changed."""
    visit = form.visit
    ship_to = dict(visit.delivery.fields)
    email = ship_to.pop("email", None) if visit.says_where else None
    version, total, currency = form.text("cart_version"), form.text("total"), form.text("currency")
    numbers = version + total
    if email is None or not (version and total and numbers.isascii() and numbers.isdecimal()):
        return None
    if currency not in list(Currency) or form.key("submission_key") is None or len(numbers) > 24:
        return None
    return BuyerSubmission(
        cart_id=form.text("cart_id"),
        cart_version=int(version),
        email=email,
        locale=visit.reader.tag,
        ship_to=ship_to,
        bill_to=dict(visit.billing.fields) or None,
        shipping_method=form.text("shipping_method")[:_LONGEST_WAY] or None,
        payment=_payment(form),
        gift_cards=visit.prepaid.gift_cards,
        store_credit=visit.prepaid.store_credit,
        expected_total=ExpectedTotal(amount=int(total), currency=Currency(currency)),
    )


def _payment(form: SubmittedForm) -> dict[str, str] | None:
    """How the buyer pays; None where a card or wallet has no token, or nothing is to be paid."""
    method, token = form.text("method"), form.text("payment_token")
    if method in _BY_TRANSFER:
        return {"method": method}
    return {"method": method if method in _OTHERWISE else _BY_CARD, "token": token} if token else None


def _submitted(shop: Storefront, visit: Visit, cart: CartKey, checkout: CheckoutPage) -> Response:
    visit.session = visit.session.with_checkout(checkout.checkout_id, cart.token)
    bank = checkout.action.url if checkout.state == "waiting" and checkout.action else None
    if bank is not None and bank.startswith(f"{shop.pages.settings.gateway}/"):
        return shop.pages.visits.answered(visit, RedirectResponse(bank, 303))
    return shop.pages.go(visit, f"/checkouts/{checkout.checkout_id}")


def _refused(shop: Storefront, visit: Visit, cart: CartKey, refusal: ServiceRefused) -> Response:
    checkout_id = refusal.members.get("checkout_id")
    if refusal.slug == "idempotency-key-in-flight" and isinstance(checkout_id, str):
        visit.session = visit.session.with_checkout(checkout_id, cart.token)
        return shop.pages.go(visit, f"/checkouts/{checkout_id}")
    if refusal.slug == _WAY_REFUSED:
        return _choose_again(shop, visit, refusal)
    if refusal.slug in _ADDRESS_REFUSALS:
        return refused_address(shop, visit, refusal)
    if refusal.slug == "cart-closed" and visit.session.checkouts:
        return _after_the_purchase(shop, visit)
    return shop.pages.go(visit, "/payment", refusal=shown(refusal))


def _checkout_page(
    shop: Storefront, visit: Visit, checkout: CheckoutPage, refusal: ShownRefusal | None = None
) -> Response:
    if checkout.state == "completed" and checkout.order_number is not None:
        credentials = visit.checkout_credentials(checkout.checkout_id)
        order = shop.orders.read(checkout.order_number, credentials)
        visit.prepaid = PrepaidChoice()  # a code that was used does not stay in the browser
        return shop.pages.show(visit, "result.html", order=order)
    if checkout.state == "refused":
        refusal = shown_as(checkout.reason or "", checkout.detail or "", checkout.checkout_id)
    return shop.pages.show(visit, "checkout.html", checkout=checkout, refusal=refusal)
