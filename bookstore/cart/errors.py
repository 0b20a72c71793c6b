"""What the cart refuses, and how it says so."""

from __future__ import annotations

from bookstore.platform.problem import Problem, ProblemTable, ServiceRefusal


class CartRefusal(ServiceRefusal):
    """The cart says no."""


class CartNotFound(CartRefusal):
    """There is no such cart, or it is somebody else's: the caller cannot tell which."""


class CartClosed(CartRefusal):
    """The cart was bought or merged, and cannot change any more."""


class CartEmpty(CartRefusal):
    """There is nothing to price."""


class CartFull(CartRefusal):
    """The cart holds as many titles as it can; `limit` says how many."""


class CartBusy(CartRefusal):
    """The cart kept changing while it was being merged."""


class LimitPerTitle(CartRefusal):
    """More copies of one title than a cart may hold; `limit` says how many it may."""


class NotEnoughCopies(CartRefusal):
    """The inventory has fewer copies than asked for; `available` says how many."""


class TitleNotPriced(CartRefusal):
    """A title has no price in the cart's currency; `skus` names each."""


class KeyReused(CartRefusal):
    """The idempotency key was used before, for another addition."""


PROBLEMS: ProblemTable = {
    CartNotFound: Problem(404, "cart-not-found", "There is no such cart"),
    CartClosed: Problem(409, "cart-closed", "The cart is closed"),
    CartEmpty: Problem(409, "cart-empty", "The cart is empty"),
    CartFull: Problem(409, "cart-full", "The cart is full"),
    CartBusy: Problem(503, "try-again", "Please try again in a moment", {"Retry-After": "1"}),
    LimitPerTitle: Problem(409, "limit-per-title", "That is more than a cart may hold of one title"),
    NotEnoughCopies: Problem(409, "not-enough-copies", "Not enough copies are available"),
    TitleNotPriced: Problem(422, "title-not-priced", "A title is not sold in this currency"),
    KeyReused: Problem(422, "idempotency-key-reused", "This key stands for another request"),
}
