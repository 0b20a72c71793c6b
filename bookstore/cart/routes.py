"""The routes of the cart service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from bookstore.cart.claims import ClaimService
from bookstore.cart.clients import CartQuote, ShippingWish
from bookstore.cart.errors import (
    PROBLEMS,
    CartClosed,
    CartEmpty,
    CartFull,
    CartNotFound,
    CartRefusal,
    KeyReused,
    LimitPerTitle,
    MethodNotOffered,
    NoShippingRate,
    NotEnoughCopies,
    RegionNeeded,
    TitleNotPriced,
    TooManyCodes,
)
from bookstore.cart.schemas import (
    AddLineRequest,
    CartAvailability,
    CartReply,
    ChangeLineRequest,
    ClaimedCartReply,
    ClosingRequest,
    DiscountCodeBody,
    OpenCartRequest,
    OpenedCartReply,
)
from bookstore.cart.service import CartService
from bookstore.platform import security
from bookstore.platform.access import (
    Buyers,
    CartToken,
    CurrentBuyer,
    Peers,
    SignedIn,
    principal,
    signed_in,
)
from bookstore.platform.auth import Customer, Guest, Principal, token_hash
from bookstore.platform.idempotency import IdempotencyKey
from bookstore.platform.problem import Responses, refused_with
from bookstore.platform.schemas import ShortText, Sku
from bookstore.platform.security import admits
from bookstore.platform.server import ThreadedRouter


@dataclass(frozen=True)
class CartServices:
    """The use cases behind the routes."""

    carts: CartService
    claims: ClaimService


async def _service(request: Request) -> CartServices:
    return cast(CartServices, request.app.state.cart)


@admits(security.ANONYMOUS, security.CUSTOMER)
async def _visitor(request: Request) -> Customer | None:
    """The customer, or None for a guest: a guest who opens a first cart has no credentials yet."""
    return await signed_in(await principal(request)) if "authorization" in request.headers else None


Services = Annotated[CartServices, Depends(_service)]
Visitor = Annotated[Customer | None, Depends(_visitor)]
BuyerOrCheckout = Annotated[Customer | Guest, Depends(Buyers("checkout"))]
CheckoutOnly = Annotated[Principal, Depends(Peers("checkout"))]


def _refused(*refusals: type[CartRefusal]) -> Responses:
    return refused_with(*(PROBLEMS[refusal] for refusal in refusals))


_UNREAD = _refused(CartNotFound)
_UNCHANGED = _refused(CartNotFound, CartClosed)
_UNFILLED = (CartNotFound, CartClosed, CartFull, LimitPerTitle, NotEnoughCopies)
_UNQUOTED = _refused(CartNotFound, CartEmpty, TitleNotPriced, NoShippingRate, MethodNotOffered, RegionNeeded)

routes = ThreadedRouter(tags=["carts"])


@routes.post(
    "/carts",
    status_code=201,
    response_model_exclude_unset=True,
    responses={200: {"model": OpenedCartReply, "description": "The customer's cart that is open already"}},
)
def open_cart(
    body: OpenCartRequest, response: Response, service: Services, visitor: Visitor
) -> OpenedCartReply:
    """Open a cart: the customer's open cart in this currency, or a new one; for a guest always a new one."""
    if visitor is None:
        cart, token = service.carts.open_for_guest(body.currency)
        return OpenedCartReply.with_token(cart, token)
    cart, is_new = service.carts.open_for_customer(visitor, body.currency)
    response.status_code = 201 if is_new else 200
    return OpenedCartReply.of(cart)


@routes.get("/carts/{cart_id}", responses=_UNREAD)
def read_cart(cart_id: UUID, service: Services, buyer: BuyerOrCheckout) -> CartReply:
    """The buyer's cart."""
    return CartReply.of(service.carts.read(cart_id, buyer))


@routes.get("/carts/{cart_id}/availability", responses=_UNREAD)
def availability(cart_id: UUID, service: Services, buyer: CurrentBuyer) -> CartAvailability:
    """The availability of each line; unknown, and never in stock, where inventory does not answer."""
    cart, stock_by_sku = service.carts.availability(cart_id, buyer)
    return CartAvailability.of(cart, stock_by_sku)


@routes.post("/carts/{cart_id}/lines", responses=_refused(*_UNFILLED, KeyReused))
def add_line(
    cart_id: UUID, body: AddLineRequest, service: Services, buyer: CurrentBuyer, key: IdempotencyKey
) -> CartReply:
    """Add copies to the cart. With an Idempotency-Key, a repeated request adds them once."""
    return CartReply.of(service.carts.add(cart_id, buyer, body.sku, body.quantity, key))


@routes.put("/carts/{cart_id}/lines/{sku}", responses=_refused(*_UNFILLED))
def change_line(
    cart_id: UUID, sku: Sku, body: ChangeLineRequest, service: Services, buyer: CurrentBuyer
) -> CartReply:
    """Set the copies of a title in the cart."""
    return CartReply.of(service.carts.set_quantity(cart_id, buyer, sku, body.quantity))


@routes.delete("/carts/{cart_id}/lines/{sku}", responses=_UNCHANGED)
def remove_line(cart_id: UUID, sku: Sku, service: Services, buyer: CurrentBuyer) -> CartReply:
    """Remove a title from the cart."""
    return CartReply.of(service.carts.remove(cart_id, buyer, sku))


@routes.post("/carts/{cart_id}/discount-codes", responses=_refused(CartNotFound, CartClosed, TooManyCodes))
def add_discount_code(
    cart_id: UUID, body: DiscountCodeBody, service: Services, buyer: CurrentBuyer
) -> CartReply:
    """Add a discount code, once; the quote says whether it applies."""
    return CartReply.of(service.carts.add_discount_code(cart_id, buyer, body.code))


@routes.delete("/carts/{cart_id}/discount-codes", responses=_UNCHANGED)
def remove_discount_code(
    cart_id: UUID, code: Annotated[ShortText, Query()], service: Services, buyer: CurrentBuyer
) -> CartReply:
    """Remove a discount code. Harmless where the cart does not have it."""
    return CartReply.of(service.carts.remove_discount_code(cart_id, buyer, code))


@routes.get("/carts/{cart_id}/quote", responses=_UNQUOTED)
def quote(
    cart_id: UUID, shipment: Annotated[ShippingWish, Query()], service: Services, buyer: CurrentBuyer
) -> CartQuote:
    """A quote for the cart, destination and way of shipping, for display: a checkout makes its own."""
    return service.carts.quote(cart_id, buyer, shipment)


@routes.post("/carts/{cart_id}/claim", responses=_UNCHANGED)
def claim(cart_id: UUID, token: CartToken, service: Services, customer: SignedIn) -> ClaimedCartReply:
    """Merge a guest's cart into the customer's own cart, up to the limit and the stock."""
    cart, merged = service.claims.claim(cart_id, Guest(token_hash(token)), customer)
    return ClaimedCartReply.after(cart, merged)


@routes.post("/carts/{cart_id}/closing", responses=_UNCHANGED)
def close(cart_id: UUID, body: ClosingRequest, service: Services, _: CheckoutOnly) -> CartReply:
    """Close the cart: this checkout has bought it. What was added since goes to the next cart."""
    return CartReply.of(service.carts.close(cart_id, body.checkout_id, body.bought))
