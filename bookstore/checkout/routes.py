"""The routes of the checkout service."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from bookstore.checkout.buyer import StoredBuyer
from bookstore.checkout.errors import (
    OUTCOMES,
    PROBLEMS,
    CartChanged,
    CartClosed,
    CartEmpty,
    CheckoutInProgress,
    GiftCardForGiftCard,
    KeyInFlight,
    KeyMissing,
    KeyReused,
    NoSuchCart,
    NoSuchCheckout,
    NotAllShipped,
)
from bookstore.checkout.model import Checkout, CheckoutState
from bookstore.checkout.schemas import CheckoutView, Submission
from bookstore.checkout.service import CheckoutService
from bookstore.platform import access, correlation, problem
from bookstore.platform.auth import Customer
from bookstore.platform.idempotency import IdempotencyKey
from bookstore.platform.money import Currency
from bookstore.platform.problem import Responses, refused_with
from bookstore.platform.schemas import MoneyBody
from bookstore.platform.server import ThreadedRouter

_UNKNOWN = PROBLEMS[NoSuchCheckout]
CONTINUED: Responses = {
    201: {"model": CheckoutView, "description": "The order was placed"},
    202: {"model": CheckoutView, "description": "Still being worked on, or still waiting"},
    **refused_with(_UNKNOWN, *OUTCOMES.values()),
}
SUBMITTED: Responses = {
    201: {"model": CheckoutView, "description": "The order was placed"},
    202: {
        "model": CheckoutView,
        "description": "Still being worked on, or waiting for the customer's `action`",
    },
    **refused_with(
        *(PROBLEMS[refusal] for refusal in (KeyMissing, KeyInFlight, KeyReused, NoSuchCart)),
        *(
            PROBLEMS[refusal]
            for refusal in (CartEmpty, CartChanged, CartClosed, NotAllShipped, CheckoutInProgress)
        ),
        PROBLEMS[GiftCardForGiftCard],
        *OUTCOMES.values(),
    ),
}


def routes(checkout_service: CheckoutService) -> APIRouter:
    """The routes over these use cases."""
    router = ThreadedRouter(tags=["checkouts"])

    @router.post("/checkouts", status_code=201, response_model=CheckoutView, responses=SUBMITTED)
    def submit(
        buyer: access.CurrentBuyer, request: Request, submission: Submission, key: IdempotencyKey
    ) -> Response:
        """Buy a cart for the total the customer saw."""
        if key is None:
            raise KeyMissing("send an Idempotency-Key header: one key for one intent to buy")
        credentials = _cart_credentials(buyer, request)
        return _checkout_answer(
            checkout_service.submit(StoredBuyer.of(buyer), credentials, key, submission), request
        )

    @router.post(
        "/checkouts/{checkout_id}/continuation",
        status_code=201,
        response_model=CheckoutView,
        responses=CONTINUED,
    )
    def resume(buyer: access.CurrentBuyer, checkout_id: UUID, request: Request) -> Response:
        """Resume the checkout: the customer is back from the bank's page. Harmless when repeated."""
        return _checkout_answer(checkout_service.resume(StoredBuyer.of(buyer), checkout_id), request)

    @router.get("/checkouts/{checkout_id}", responses=refused_with(_UNKNOWN))
    def read_checkout(buyer: access.CurrentBuyer, checkout_id: UUID) -> CheckoutView:
        """The state of a checkout."""
        return view(checkout_service.find(StoredBuyer.of(buyer), checkout_id))

    return router


def _cart_credentials(buyer: access.CurrentBuyer, request: Request) -> dict[str, str]:
    """The buyer's right to the cart, in the headers that the cart service accepts from us."""
    if isinstance(buyer, Customer):
        return {"on-behalf-of": f"customer:{buyer.customer_id}"}
    return {"cart-token": request.headers["cart-token"]}


def view(checkout: Checkout) -> CheckoutView:
    """The checkout as its buyer sees it."""
    quote = checkout.results.get("quote")
    total = MoneyBody(amount=quote["grand_total"], currency=Currency(quote["currency"])) if quote else None
    completed = checkout.state is CheckoutState.COMPLETED
    return CheckoutView(
        checkout_id=checkout.checkout_id,
        state=checkout.state.value,
        order_number=checkout.results.get("order_number") if completed else None,
        grand_total=total,
        reason=checkout.refusal.slug if checkout.refusal else None,
        detail=checkout.refusal.detail if checkout.refusal else None,
        action=checkout.results.get("action") if checkout.state is CheckoutState.WAITING else None,
    )


def _checkout_answer(checkout: Checkout, request: Request) -> Response:
    """The answer to a submission; a repeated submission gets the same."""
    if checkout.refusal is not None:
        refusal = checkout.refusal
        members = {**refusal.members, "checkout_id": str(checkout.checkout_id)}
        trace = correlation.current().trace_id
        return problem.answer(OUTCOMES[refusal.slug], refusal.detail, request.url.path, trace, members)
    status = 201 if checkout.state is CheckoutState.COMPLETED else 202
    headers = {"Location": f"/checkouts/{checkout.checkout_id}"}
    if status == 202:
        headers["Retry-After"] = "1"
    return JSONResponse(view(checkout).model_dump(mode="json"), status_code=status, headers=headers)
