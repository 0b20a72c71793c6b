"""Finds what belongs to an order of the buyer, who may have bought as a customer and as a guest."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from bookstore.storefront.calls import ServiceRefused
from bookstore.storefront.carts import Credentials
from bookstore.storefront.catalogs import translatable
from bookstore.storefront.refusals import ShownRefusal, shown_as
from bookstore.storefront.visit import Visit

T = TypeVar("T")
_ORDER_NUMBER = re.compile(r"[0-9A-Z-]{1,40}")
_NOT_FOUND = "order-not-found"
_NOT_YOURS = translatable("It is not yours, or this browser does not know it any more.")


def tokens(visit: Visit) -> list[str | None]:
    """The tokens with which the buyer may own orders: None as a customer, and those of a guest before."""
    return [*([None] if visit.signed_in else []), *visit.guest_tokens()]


def found(
    visit: Visit, order_number: str, read: Callable[[str, Credentials], T]
) -> tuple[T, Credentials] | None:
    """What `read` gives with the first credentials that see the order, and these. None where none do."""
    if not _ORDER_NUMBER.fullmatch(order_number):
        return None
    for credentials in map(visit.credentials, tokens(visit)):
        try:
            return read(order_number, credentials), credentials
        except ServiceRefused as refusal:
            if refusal.slug != _NOT_FOUND:
                raise
    return None


def not_yours() -> ShownRefusal:
    """The refusal of an order that the buyer does not own."""
    return shown_as(_NOT_FOUND, _NOT_YOURS)
