"""What goes over the wire."""

from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from bookstore.cart import model
from bookstore.platform.money import Currency
from bookstore.platform.schemas import Quantity, ReplyBody, RequestBody, ShortText, Sku


class OpenCartRequest(RequestBody):
    """The currency the cart is priced in."""

    currency: Currency


class AddLineRequest(RequestBody):
    """Copies to add to those in the cart."""

    sku: Sku
    quantity: Quantity


class ChangeLineRequest(RequestBody):
    """How many copies there are to be."""

    quantity: Quantity


class DiscountCodeBody(RequestBody):
    """What the customer typed."""

    code: ShortText


class ClosingRequest(RequestBody):
    """The checkout that bought the cart."""

    checkout_id: UUID


class CartLineReply(ReplyBody):
    """So many copies of one title."""

    sku: Sku
    title: str
    quantity: int


class CartReply(ReplyBody):
    """A cart; `version` counts its changes."""

    cart_id: UUID
    currency: Currency
    state: model.CartState
    lines: list[CartLineReply]
    discount_code: str | None
    version: int
    customer_id: str | None

    @classmethod
    def of(cls, cart: model.Cart) -> Self:
        """The JSON form of this cart."""
        return cls(**_members(cart))


class LineAvailability(ReplyBody):
    """How a line stands; `available` copies can be bought, null where nobody knows how many."""

    sku: Sku
    title: str
    quantity: int
    standing: model.StockStatus
    available: int | None


class CartAvailability(ReplyBody):
    """What is available of a cart's titles. Nothing is reserved before the checkout."""

    cart_id: UUID
    lines: list[LineAvailability]

    @classmethod
    def of(cls, cart: model.Cart, stock_by_sku: model.StockBySku | None) -> Self:
        """The JSON form of what the inventory said; None where it said nothing."""
        return cls(cart_id=cart.cart_id, lines=[_standing(line, stock_by_sku) for line in cart.lines])


def _standing(line: model.CartLine, stock_by_sku: model.StockBySku | None) -> LineAvailability:
    status, available = model.stock_status(line, stock_by_sku)
    return LineAvailability(**vars(line), standing=status, available=available)


class OpenedCartReply(CartReply):
    """A cart; a guest is told its token when it is new, and never again."""

    cart_token: str | None = None

    @classmethod
    def with_token(cls, cart: model.Cart, token: str) -> Self:
        """The JSON form of a guest's new cart."""
        return cls(**_members(cart), cart_token=token)


class CappedLineReply(ReplyBody):
    """A title of which fewer copies are in the cart than both carts held; 0 where it is not in it at all."""

    sku: Sku
    title: str
    wanted: int
    quantity: int
    reason: model.CapReason


class ClaimedCartReply(CartReply):
    """The customer's cart after a guest's cart was merged into it."""

    capped: list[CappedLineReply]

    @classmethod
    def after(cls, cart: model.Cart, capped: tuple[model.CappedLine, ...]) -> Self:
        """The JSON form of the merged cart."""
        return cls(**_members(cart), capped=[CappedLineReply(**vars(one)) for one in capped])


def _members(cart: model.Cart) -> dict[str, Any]:
    return {
        "cart_id": cart.cart_id,
        "currency": cart.currency,
        "state": cart.state,
        "lines": [CartLineReply(**vars(line)) for line in cart.lines],
        "discount_code": cart.discount_code,
        "version": cart.version,
        "customer_id": cart.customer_id,
    }
