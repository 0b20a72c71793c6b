"""What a page says of a refusal, and the one thing that the buyer can do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.catalogs import translatable


@dataclass(frozen=True)
class NextAct:
    """A headline, what to do next, and where; without a place it is done on the page itself.

    The texts are English, as in the catalogs.
    """

    headline: str
    act: str
    place: str | None = None


_CART = "Look at your cart"
_FURTHER = "Go on to the shelf"
_PAY_AGAIN = "Choose a card below and pay again."
_TOTAL = "Check the total below and pay if you agree."
_LATER = "Wait a moment, then press the button again."
_ADDRESS = "Change the address"
_WITHOUT_IT = "Use another one, or pay without it."
_OTHERWISE = "Choose another way to pay below."
_OTHER = NextAct("That did not work", _CART, "/cart")

NEXT_ACTS: Mapping[str, NextAct] = {
    "out-of-stock": NextAct("Not enough copies are left", _CART, "/cart"),
    "not-enough-copies": NextAct("Not enough copies are left", "Choose fewer copies."),
    "limit-per-title": NextAct("That is more than a cart may hold of one title", "Choose fewer copies."),
    "cart-full": NextAct("The cart is full", _CART, "/cart"),
    "too-many-codes": NextAct(
        "The cart has as many discount codes as it may", "Remove a code before you add another."
    ),
    "cart-closed": NextAct("This cart has been bought already", "See your orders", "/orders"),
    "cart-empty": NextAct("Your cart is empty", _FURTHER, "/"),
    "no-such-cart": NextAct("Your cart is not there any more", _FURTHER, "/"),
    "cart-not-found": NextAct("Your cart is not there any more", _FURTHER, "/"),
    "cart-changed": NextAct("Your cart has changed", _TOTAL),
    "total-changed": NextAct("The total has changed", _TOTAL),
    "amount-too-large": NextAct("The order is too large to be paid at once", _CART, "/cart"),
    "title-not-priced": NextAct("A title is not sold in this currency", _CART, "/cart"),
    "no-shipping-rate": NextAct("We do not ship there in this currency", _ADDRESS, "/address"),
    "shipping-method-not-offered": NextAct("This way of shipping is not offered any more", _TOTAL),
    "region-needed": NextAct("The tax depends on the region", _ADDRESS, "/address"),
    "invalid-request": NextAct("Something in the form is not right", _ADDRESS, "/address"),
    "payment-declined": NextAct("The payment was declined", _PAY_AGAIN),
    "payment-details-used": NextAct("The card details must be entered again", _PAY_AGAIN),
    "payment-not-confirmed": NextAct("The payment was not confirmed", _PAY_AGAIN),
    "payment-needed": NextAct("A way to pay is needed", _PAY_AGAIN),
    "not-all-shipped": NextAct("Only what is shipped is charged at shipment", "Choose another way to pay."),
    "superseded": NextAct("Another submission took its place", "See your orders", "/orders"),
    "payments-unavailable": NextAct("Payments cannot be taken right now", _LATER),
    "try-again": NextAct("The order could not be placed", _LATER),
    "checkout-in-progress": NextAct("Your order is still being worked on", _LATER),
    "already-canceled": NextAct("Your order is canceled", "See your orders", "/orders"),
    "nothing-to-ship": NextAct("No parcel of the order is to be sent", "See your orders", "/orders"),
    "other-destination": NextAct("The order was priced for another place", "See your orders", "/orders"),
    "already-shipped": NextAct("Your order is under way", "See your orders", "/orders"),
    "idempotency-key-in-flight": NextAct("Your order is still being worked on", _LATER),
    "idempotency-key-reused": NextAct("This page was used already", _TOTAL),
    "order-not-found": NextAct("There is no such order", "See your orders", "/orders"),
    "not-signed-in": NextAct("You are not signed in yet", "Sign in", "/sign-in?go_on=/cart"),
    "no-invoice": NextAct("The order has no invoice", "See your orders", "/orders"),
    "no-such-checkout": NextAct("There is no such checkout", "See your orders", "/orders"),
    "orders-open": NextAct(
        "An order still needs your address",
        "Ask again once every order is paid and sent, and no refund is on its way.",
    ),
    "ebook-opened": NextAct("An e-book of it was opened", "See your orders", "/orders"),
    "gift-card-sold": NextAct("The order has a gift card", "See your orders", "/orders"),
    "download-not-found": NextAct("There is no such e-book", _FURTHER, "/"),
    "download-withdrawn": NextAct("The e-book was given back", "See your orders", "/orders"),
    "title-not-found": NextAct("There is no such title", _FURTHER, "/"),
    "gift-card-not-found": NextAct("No gift card has this code", _WITHOUT_IT),
    "gift-card-empty": NextAct("Nothing is left of the gift card", _WITHOUT_IT),
    "gift-card-currency": NextAct("The gift card is in another currency", _WITHOUT_IT),
    "no-store-credit": NextAct("There is no store credit to use", "Pay in another way."),
    "gift-card-for-gift-card": NextAct(
        "A gift card is not paid with gift cards", "Take out what you pay with, or buy the gift card apart."
    ),
    "not-on-invoice": NextAct("The order cannot be paid on invoice", _OTHERWISE),
    "credit-limit-exceeded": NextAct("The order is too large for an invoice", _OTHERWISE),
    "invoice-overdue": NextAct("An earlier invoice is overdue", "See your orders", "/orders"),
    "too-many-gift-cards": NextAct(
        "That is as many gift cards as pay for an order", "Take one out before you add another."
    ),
    "payment-page-changed": NextAct("What pays for the order has changed", _TOTAL),
}
_ABOUT_PREPAID = frozenset(
    {
        *("gift-card-not-found", "gift-card-empty", "gift-card-currency", "gift-card-for-gift-card"),
        *("no-store-credit", "too-many-gift-cards"),
    }
)


@dataclass(frozen=True)
class ShownRefusal:
    """A refusal as a page shows it; `detail` is in the words of the service, which are English.

    `reference` names the checkout that was refused: a buyer who asks the shop about it can say which.
    """

    slug: str
    detail: str
    next_act: NextAct
    reference: str | None = None

    @property
    def is_about_prepaid(self) -> bool:
        """Whether it is told beside the field for gift cards."""
        return self.slug in _ABOUT_PREPAID


def shown(refusal: ServiceRefused) -> ShownRefusal:
    """The refusal of a service."""
    checkout_id = refusal.members.get("checkout_id")
    return shown_as(refusal.slug, refusal.detail, checkout_id if isinstance(checkout_id, str) else None)


def shown_as(slug: str, detail: str, reference: str | None = None) -> ShownRefusal:
    """The refusal with this slug and these words."""
    return ShownRefusal(slug, detail, NEXT_ACTS.get(slug, _OTHER), reference)


CODE_REASONS: Mapping[str | None, str] = {
    None: translatable("It does not apply"),
    "unknown": translatable("We do not know this code"),
    "wrong-currency": translatable("It is for another currency"),
    "not-yet-valid": translatable("It is not valid yet"),
    "expired": translatable("It has expired"),
    "used-up": translatable("It is used up"),
    "used-by-customer": translatable("You have used it already"),
    "no-title-for-it": translatable("It is for other titles"),
    "minimum-not-reached": translatable("The subtotal is too small for it"),
    "nothing-left": translatable("Nothing is left that it could take off"),
    "withdrawn": translatable("It is not offered any more"),
}
"""Why a discount code does not apply; None for a reason that is not known here."""
