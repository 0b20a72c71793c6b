"""Refusals by the sentence for them, and states of an order and its place in a history."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of

_PROBLEMS = {
    "the checkout is not finished": ("checkout-in-progress",),
    "the cart has been bought already": ("cart-closed",),
    "the cart has been changed": ("cart-changed",),
    "this submission was already used": ("idempotency-key-reused",),
    "the submission is invalid": ("invalid-request",),
    "the cart is empty": ("cart-empty",),
    "there is no such order": ("order-not-found",),
    "there is no such cart": ("no-such-cart", "cart-not-found"),
    "this is for the staff": ("not-allowed",),
    "the order is canceled": ("order-canceled", "already-canceled"),
    "the order cannot be refunded": ("not-refundable",),
    "only what is shipped is charged at shipment": ("not-all-shipped",),
    "the order has no invoice": ("no-invoice",),
    "there is no such e-book": ("download-not-found",),
    "the e-book was given back": ("download-withdrawn",),
    "the card details must be entered again": ("payment-details-used",),
    "the transfer was reported otherwise": ("conflicting-request",),
    "no such money is owed": ("no-such-repayment",),
    "the refund id is taken": ("conflicting-request",),
    "no gift card has this code": ("gift-card-not-found",),
    "nothing is left of the gift card": ("gift-card-empty",),
    "the gift card is in another currency": ("gift-card-currency",),
    "a gift card is not paid with gift cards": ("gift-card-for-gift-card",),
    "a gift card is not taken back": ("gift-card-sold",),
    "there is no store credit to use": ("no-store-credit",),
    "an order still needs its person": ("orders-open",),
    "there is no confirmation to send": ("nothing-to-copy",),
    "the rest must be paid": ("payment-needed",),
    "the order cannot be paid on invoice": ("not-on-invoice",),
    "the order is too large for an invoice": ("credit-limit-exceeded",),
    "an earlier invoice is overdue": ("invoice-overdue",),
}

TYPES = {
    "Problem": one_of(_PROBLEMS),
    "PlaceInHistory": one_of({"latest": 0, "earliest": -1}),
    "OrderState": one_of(
        {
            "canceled": "canceled",
            "paid": "paid",
            "unpaid": "placed",
            "waiting for a transfer": "awaiting",
            "owed on invoice": "owed",
        }
    ),
}
"""A problem is the last part of its type (RFC 9457); some have two, from two services."""
