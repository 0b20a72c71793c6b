"""The routes for quotes, for the cart and the checkout."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bookstore.platform.access import Peers
from bookstore.platform.auth import NotAllowed, Peer, Principal
from bookstore.platform.problem import Responses, refused_with
from bookstore.platform.server import ThreadedRouter
from bookstore.pricing.errors import (
    PROBLEMS,
    AlreadyReleased,
    ConflictingRequest,
    MethodNotOffered,
    NoShippingRate,
    NoSuchQuote,
    RegionNeeded,
    TitleNotPriced,
)
from bookstore.pricing.schemas import CancellationReply, ErasureReply, QuoteReply, QuoteRequest, ReleaseReply
from bookstore.pricing.service import QuoteService

_QuotingService = Annotated[Principal, Depends(Peers("cart", "checkout"))]
_ReleasingService = Annotated[Principal, Depends(Peers("checkout", "orders"))]
_Reader = Annotated[Principal, Depends(Peers("orders", staff_too=True))]
_Orders = Annotated[Principal, Depends(Peers("orders"))]
_REPEATED: Responses = {
    200: {"model": QuoteReply, "description": "The quote that was given before"},
}
_REFUSED = refused_with(
    *(PROBLEMS[refusal] for refusal in (TitleNotPriced, NoShippingRate, MethodNotOffered, RegionNeeded)),
    *(PROBLEMS[refusal] for refusal in (ConflictingRequest, AlreadyReleased)),
)


def quote_routes(quotes: QuoteService) -> list[APIRouter]:
    """The routes under /quotes: for what is quoted, and for what becomes of it."""
    return [_given_quotes(quotes), _ended_quotes(quotes)]


def _given_quotes(quotes: QuoteService) -> APIRouter:
    router = ThreadedRouter(tags=["quotes"])

    @router.put("/quotes/{quote_id}", status_code=201, responses={**_REPEATED, **_REFUSED})
    def put_quote(
        quote_id: UUID, request: QuoteRequest, caller: _QuotingService, response: Response
    ) -> QuoteReply:
        """Price a cart: for display to the cart service, binding (it redeems the code) to the checkout."""
        needed = "checkout" if request.binding else "cart"
        if not (isinstance(caller, Peer) and caller.name == needed):
            raise NotAllowed(
                f"a {'binding quote' if request.binding else 'quote for display'} is for: {needed}"
            )
        quote, new = quotes.put(quote_id, request)
        response.status_code = 201 if new else 200
        return QuoteReply.of(quote)

    @router.get("/quotes/{quote_id}", responses=refused_with(PROBLEMS[NoSuchQuote]))
    def get_quote(quote_id: UUID, _: _Reader) -> QuoteReply:
        """A quote as it was given: to the staff, and to orders for an invoice."""
        return QuoteReply.of(quotes.get(quote_id))

    return router


def _ended_quotes(quotes: QuoteService) -> APIRouter:
    router = ThreadedRouter(tags=["quotes"])

    @router.post("/quotes/{quote_id}/release")
    def release_quote(quote_id: UUID, _: _ReleasingService) -> ReleaseReply:
        """Release the quote: its discount code can be redeemed again. Harmless when repeated.

        Orders calls this for an order that was not paid in time, since its checkout may never come back.
        """
        quotes.release(quote_id)
        return ReleaseReply(quote_id=quote_id, state="released")

    @router.post("/quotes/{quote_id}/cancellation")
    def cancel_order(quote_id: UUID, _: _Orders) -> CancellationReply:
        """The quote's order was canceled: its discount code is released, unless canceled orders count."""
        return CancellationReply(quote_id=quote_id, code_counts=quotes.order_canceled(quote_id))

    @router.post("/quotes/{quote_id}/erasure")
    def erase_persons(quote_id: UUID, _: _Orders) -> ErasureReply:
        """Forget which persons have redeemed the quote's discount codes. Harmless when repeated."""
        quotes.erase(quote_id)
        return ErasureReply(quote_id=quote_id, state="erased")

    return router
