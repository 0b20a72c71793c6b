"""The refusals of the cart service, and the problem that reports each."""

from __future__ import annotations

from bookstore.platform.idempotency import KEY_PROBLEMS
from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class CartRefusal(ServiceRefusal):
    """Base of every refusal of this service."""


class CartNotFound(CartRefusal):
    """There is no such cart, or it belongs to another buyer: the caller cannot tell which."""


class CartClosed(CartRefusal):
    """The cart was bought or merged, and cannot be changed any more."""


class CartEmpty(CartRefusal):
    """There is nothing to price."""


class CartFull(CartRefusal):
    """The cart holds the maximum of titles, `limit`."""


class CartBusy(CartRefusal):
    """The cart kept changing while it was being merged."""


class TooManyCodes(CartRefusal):
    """The cart has the maximum of discount codes, `limit`."""


class LimitPerTitle(CartRefusal):
    """More copies of one title than a cart may hold, `limit`."""


class NotEnoughCopies(CartRefusal):
    """Inventory has fewer copies than asked for; `available` says how many."""


class TitleNotPriced(CartRefusal):
    """Titles without a price in the cart's currency; `skus` names them."""


class MethodNotOffered(CartRefusal):
    """Nothing is shipped by the `shipping_method`; member `shipping_methods` lists those that are offered."""


class NoShippingRate(CartRefusal):
    """Nothing is shipped to the `country` in the cart's `currency`: no rate is set."""


class RegionNeeded(CartRefusal):
    """The tax in the `country` depends on the region, and none of its `regions` was named."""


class KeyReused(CartRefusal):
    """The idempotency key was used for another addition."""


PROBLEMS: ProblemTable = {
    **KEY_PROBLEMS,
    CartNotFound: Problem(404, "cart-not-found", "There is no such cart"),
    CartClosed: Problem(409, "cart-closed", "The cart is closed"),
    CartEmpty: Problem(409, "cart-empty", "The cart is empty"),
    CartFull: Problem(409, "cart-full", "The cart is full"),
    CartBusy: Problem(503, "try-again", "Please try again in a moment", {"Retry-After": "1"}),
    TooManyCodes: Problem(409, "too-many-codes", "The cart has as many discount codes as it may"),
    LimitPerTitle: Problem(409, "limit-per-title", "That is more than a cart may hold of one title"),
    NotEnoughCopies: Problem(409, "not-enough-copies", "Not enough copies are available"),
    TitleNotPriced: Problem(422, "title-not-priced", "A title is not sold in this currency"),
    MethodNotOffered: Problem(422, "shipping-method-not-offered", "This way of shipping is not offered"),
    NoShippingRate: Problem(422, "no-shipping-rate", "Nothing is shipped there"),
    RegionNeeded: Problem(422, "region-needed", "The tax depends on the region"),
    KeyReused: Problem(422, "idempotency-key-reused", "This key stands for another request"),
}
