"""The refusals of the checkout service, and the problem that reports each."""

from __future__ import annotations

from collections.abc import Mapping

from bookstore.platform.idempotency import KEY_PROBLEMS
from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class CheckoutError(ServiceRefusal):
    """Base of every refusal of this service."""


class KeyMissing(CheckoutError):
    """A submission without an Idempotency-Key."""


class KeyInFlight(CheckoutError):
    """The first submission with this key is still running."""


class KeyReused(CheckoutError):
    """The key was used for another submission."""


class NoSuchCart(CheckoutError):
    """The cart does not exist, or belongs to another buyer."""


class NoSuchCheckout(CheckoutError):
    """The checkout does not exist, or belongs to another buyer."""


class CartEmpty(CheckoutError):
    """The cart has no lines."""


class CartChanged(CheckoutError):
    """The cart was changed after the customer saw its total."""


class CartClosed(CheckoutError):
    """The cart has been bought already."""


class NotAllShipped(CheckoutError):
    """The card cannot be charged at shipment: the cart has e-books or gift cards, sent by mail at once."""


class CheckoutInProgress(CheckoutError):
    """Another submission for this cart is running."""


class NoSuchGiftCard(CheckoutError):
    """No gift card has this code. The member `gift_card` counts the codes of the request from 1."""


class GiftCardOfOtherCurrency(CheckoutError):
    """The gift card holds another currency than the total; members `gift_card` and `currency`."""


class EmptyGiftCard(CheckoutError):
    """Nothing is left of the gift card; member `gift_card`."""


class GiftCardForGiftCard(CheckoutError):
    """The cart has a gift card, which is not paid with gift cards or store credit."""


class NoStoreCreditLeft(CheckoutError):
    """There is no store credit that could give for the total."""


PROBLEMS: ProblemTable = {
    **KEY_PROBLEMS,
    KeyMissing: Problem(400, "idempotency-key-missing", "The Idempotency-Key header is missing"),
    KeyInFlight: Problem(
        409, "idempotency-key-in-flight", "This submission is still being worked on", {"Retry-After": "1"}
    ),
    KeyReused: Problem(422, "idempotency-key-reused", "This Idempotency-Key was used for another submission"),
    NoSuchCart: Problem(404, "no-such-cart", "There is no such cart"),
    NoSuchCheckout: Problem(404, "no-such-checkout", "There is no such checkout"),
    NoSuchGiftCard: Problem(404, "gift-card-not-found", "There is no such gift card"),
    GiftCardOfOtherCurrency: Problem(409, "gift-card-currency", "The gift card is in another currency"),
    EmptyGiftCard: Problem(409, "gift-card-empty", "Nothing is left of the gift card"),
    NoStoreCreditLeft: Problem(409, "no-store-credit", "There is no store credit in this currency"),
    GiftCardForGiftCard: Problem(
        409, "gift-card-for-gift-card", "A gift card is not paid with gift cards or store credit"
    ),
    CartEmpty: Problem(409, "cart-empty", "The cart is empty"),
    CartChanged: Problem(409, "cart-changed", "The cart has been changed since its total was shown"),
    NotAllShipped: Problem(409, "not-all-shipped", "Only what is shipped is charged at shipment"),
    CartClosed: Problem(409, "cart-closed", "This cart has been bought already"),
    CheckoutInProgress: Problem(
        409, "checkout-in-progress", "This cart is being bought right now", {"Retry-After": "1"}
    ),
}


# How the refusal that ends a checkout is reported, by the slug it is stored with.
OUTCOMES: Mapping[str, Problem] = {
    problem.slug: problem
    for problem in (
        Problem(409, "out-of-stock", "Not enough copies are left"),
        Problem(409, "total-changed", "The total has changed"),
        Problem(409, "amount-too-large", "The order is too large to be paid at once"),
        Problem(409, "title-not-priced", "A title cannot be sold in this currency"),
        Problem(409, "no-shipping-rate", "Nothing is shipped there"),
        Problem(409, "shipping-method-not-offered", "This way of shipping is not offered"),
        Problem(409, "region-needed", "The tax depends on the region"),
        Problem(402, "payment-declined", "The payment was declined"),
        Problem(402, "payment-details-used", "The card details must be entered again"),
        Problem(402, "payment-not-confirmed", "The payment was not confirmed in time"),
        Problem(409, "superseded", "Another submission took its place"),
        Problem(503, "payments-unavailable", "Payments cannot be taken right now", {"Retry-After": "5"}),
        Problem(409, "gift-card-not-found", "There is no such gift card"),
        Problem(409, "gift-card-currency", "The gift card is in another currency"),
        Problem(409, "gift-card-empty", "Nothing is left of the gift card"),
        Problem(409, "no-store-credit", "There is no store credit in this currency"),
        Problem(409, "payment-needed", "A way to pay is needed"),
        Problem(409, "not-on-invoice", "The order cannot be paid on invoice"),
        Problem(409, "invoice-overdue", "An earlier invoice is overdue"),
        Problem(409, "credit-limit-exceeded", "The order is too large to be put on invoice"),
        Problem(503, "try-again", "Please try again in a moment", {"Retry-After": "1"}),
    )
}
