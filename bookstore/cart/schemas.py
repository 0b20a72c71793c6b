"""The request and response bodies of the cart service."""

from __future__ import annotations

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field

from bookstore.cart import model, stock
from bookstore.platform.money import Currency
from bookstore.platform.schemas import (
    MOST_TITLES,
    CustomerId,
    DiscountCodes,
    Quantity,
    ReplyBody,
    RequestBody,
    ShortText,
    Sku,
)
from bookstore.platform.title_kinds import TitleKind

# Without a maximum: the refusal of too many copies names the limit of a cart.
CopiesWanted = Annotated[int, Field(ge=1, strict=True)]


class OpenCartRequest(RequestBody):
    """Open a cart in this currency."""

    currency: Currency


class AddLineRequest(RequestBody):
    """Add this number of copies to those in the cart."""

    sku: Sku
    quantity: CopiesWanted


class ChangeLineRequest(RequestBody):
    """Set the number of copies."""

    quantity: CopiesWanted


class DiscountCodeBody(RequestBody):
    """The discount code that the customer typed."""

    code: ShortText


class BoughtLine(RequestBody):
    """A number of copies that the checkout has bought."""

    sku: Sku
    quantity: Quantity


class ClosingRequest(RequestBody):
    """The checkout that bought the cart, and what it has bought; without lines, all of the cart.

    `discount_codes`: those that were in the cart when the checkout began.
    """

    checkout_id: UUID
    discount_codes: DiscountCodes = ()
    lines: Annotated[list[BoughtLine], Field(max_length=MOST_TITLES)] | None = None

    @property
    def bought(self) -> model.Bought | None:
        """What was bought; None: all of the cart."""
        if self.lines is None:
            return None
        return model.Bought({line.sku: line.quantity for line in self.lines}, self.discount_codes)


class CartLineReply(ReplyBody):
    """A number of copies of one title in the cart."""

    sku: Sku
    title: str
    kind: TitleKind
    quantity: Quantity


class CartReply(ReplyBody):
    """A cart; `version` counts its changes.

    `next_cart_id`: the buyer's next cart, with the copies and discount codes that were added while this
    one was being bought. A guest reads it with the same token.
    """

    cart_id: UUID
    currency: Currency
    state: model.CartState
    lines: Annotated[list[CartLineReply], Field(max_length=MOST_TITLES)]
    discount_codes: DiscountCodes
    version: int
    customer_id: CustomerId | None
    next_cart_id: UUID | None

    @classmethod
    def of(cls, cart: model.Cart) -> Self:
        """The JSON form of this cart."""
        return cls(**_members(cart))


class LineAvailability(ReplyBody):
    """A cart line and its availability; `available` copies can be bought.

    null: that is unknown, or they are not counted.
    """

    sku: Sku
    title: str
    kind: TitleKind
    quantity: int
    standing: stock.StockStatus
    available: int | None


class CartAvailability(ReplyBody):
    """The availability of a cart's lines. Nothing is reserved before the checkout."""

    cart_id: UUID
    lines: list[LineAvailability]

    @classmethod
    def of(cls, cart: model.Cart, stock_by_sku: stock.StockBySku | None) -> Self:
        """The JSON form of inventory's answer; None: inventory did not answer."""
        return cls(cart_id=cart.cart_id, lines=[_standing(line, stock_by_sku) for line in cart.lines])


def _standing(line: model.CartLine, stock_by_sku: stock.StockBySku | None) -> LineAvailability:
    status, available = model.stock_status(line, stock_by_sku)
    return LineAvailability(**vars(line), standing=status, available=available)


class OpenedCartReply(CartReply):
    """A cart; a guest is given its token once, when it is new."""

    cart_token: str | None = None

    @classmethod
    def with_token(cls, cart: model.Cart, token: str) -> Self:
        """The JSON form of a guest's new cart."""
        return cls(**_members(cart), cart_token=token)


class CappedLineReply(ReplyBody):
    """A title of which the cart holds fewer copies than both carts held before; `quantity` may be 0."""

    sku: Sku
    title: str
    wanted: int
    quantity: int
    reason: stock.CapReason


class ClaimedCartReply(CartReply):
    """The customer's cart after the merge of a guest's cart.

    `codes_left_out`: the guest's discount codes that the customer's cart has no more room for.
    """

    capped: list[CappedLineReply]
    codes_left_out: DiscountCodes

    @classmethod
    def after(cls, cart: model.Cart, merged: model.Cart) -> Self:
        """The JSON form of the customer's cart and what did not fit of the cart that was merged into it."""
        capped = [CappedLineReply(**vars(one)) for one in merged.capped]
        return cls(**_members(cart), capped=capped, codes_left_out=merged.codes_left_out(cart))


def _members(cart: model.Cart) -> dict[str, Any]:
    return {
        "cart_id": cart.cart_id,
        "currency": cart.currency,
        "state": cart.state,
        "lines": [CartLineReply(**vars(line)) for line in cart.lines],
        "discount_codes": cart.discount_codes,
        "version": cart.version,
        "customer_id": cart.customer_id,
        "next_cart_id": cart.next_cart_id,
    }
