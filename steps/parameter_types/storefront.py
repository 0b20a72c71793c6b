"""The pages of the storefront, by their name."""

from __future__ import annotations

from steps.parameter_types.phrases import one_of

PLACES = {
    "the shelf": "/",
    "the cart": "/cart",
    "the address page": "/address",
    "the payment page": "/payment",
    "the list of orders": "/orders",
    "the page of gift cards": "/gift-cards",
    "the page of personal data": "/personal-data",
}

TYPES = {"ShopPage": one_of(PLACES)}
