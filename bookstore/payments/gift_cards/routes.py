"""The routes of gift cards and store credit."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from bookstore.payments.credit.service import CreditService
from bookstore.payments.gift_cards.errors import (
    PROBLEMS,
    AlreadyReleased,
    AmountTooFine,
    GiftCardEmpty,
    GiftCardNotFound,
    GiftCardRefundTooLarge,
    GiftCardRefusal,
    NoStoreCredit,
    NoSuchRedemption,
    OtherCurrency,
    OtherGiftCard,
    OtherRedemption,
)
from bookstore.payments.gift_cards.schemas import (
    BalancesReply,
    BalancesRequest,
    GiftCardRefundReply,
    GiftCardRefundRequest,
    GiftCardReply,
    GiftCardRequest,
    RedemptionReply,
    RedemptionRequest,
    balances_reply,
)
from bookstore.payments.gift_cards.service import GiftCardService
from bookstore.platform.access import Peers, staff
from bookstore.platform.problem import Responses, refused_with
from bookstore.platform.server import ThreadedRouter


def _refused(*refusals: type[GiftCardRefusal]) -> Responses:
    return refused_with(*(PROBLEMS[refusal] for refusal in refusals))


_UNISSUED = _refused(OtherGiftCard, AmountTooFine)
_CANNOT_GIVE = (GiftCardNotFound, OtherCurrency, GiftCardEmpty, NoStoreCredit)
_UNREDEEMED = _refused(*_CANNOT_GIVE, OtherRedemption, AlreadyReleased)
_UNREFUNDED = _refused(NoSuchRedemption, OtherRedemption, AlreadyReleased, GiftCardRefundTooLarge)
_CHECKOUT = [Depends(Peers("checkout"))]
_CHECKOUT_AND_ORDERS = [Depends(Peers("checkout", "orders"))]
_ORDERS = [Depends(Peers("orders"))]


def gift_card_routes(gift_cards: GiftCardService, credit: CreditService) -> APIRouter:
    """The routes over these use cases."""
    router = ThreadedRouter(tags=["gift cards"])
    router.include_router(_card_routes(gift_cards, credit))
    router.include_router(_redemption_routes(gift_cards))
    return router


def _card_routes(gift_cards: GiftCardService, credit: CreditService) -> APIRouter:
    router = ThreadedRouter(prefix="/gift-cards")

    @router.put(
        "/{gift_card_id}",
        dependencies=[Depends(staff)],
        responses={201: {"model": GiftCardReply}, **_UNISSUED},
    )
    def issue(gift_card_id: UUID, request: GiftCardRequest, response: Response) -> GiftCardReply:
        """Issue a gift card, or grant store credit. A repeated request returns the same card and code."""
        card, is_new = gift_cards.issue(gift_card_id, request.amount.money, request.customer)
        response.status_code = 201 if is_new else 200
        return GiftCardReply.of(card, gift_cards.code_of(gift_card_id))

    @router.post("/balances", dependencies=_CHECKOUT, responses=_refused(*_CANNOT_GIVE))
    def balances(request: BalancesRequest) -> BalancesReply:
        """What is left of gift cards and store credit, and what they would give for a total.

        It changes nothing: a URL is no place for codes. A total is refused as its redemption would be.
        """
        shares = gift_cards.shares(request.redemption(request.total)) if request.total else None
        asked_for = request.customer if request.on_invoice else None
        limits = credit.limits(asked_for) if asked_for else []
        return balances_reply(*gift_cards.balances(request.gift_cards, request.customer), shares, limits)

    return router


def _redemption_routes(gift_cards: GiftCardService) -> APIRouter:
    router = ThreadedRouter(prefix="/redemptions/{checkout_id}")

    @router.put("", dependencies=_CHECKOUT, responses={201: {"model": RedemptionReply}, **_UNREDEEMED})
    def redeem(checkout_id: UUID, request: RedemptionRequest, response: Response) -> RedemptionReply:
        """Redeem gift cards and store credit for a total. A repeated request returns the same redemption."""
        redemption, is_new = gift_cards.redeem(checkout_id, request)
        response.status_code = 201 if is_new else 200
        return RedemptionReply.of(redemption)

    @router.post("/release", dependencies=_CHECKOUT_AND_ORDERS)
    def release(checkout_id: UUID) -> RedemptionReply:
        """Release all that is left of the redemption; a late request to redeem is refused."""
        gift_cards.release(checkout_id)
        return RedemptionReply.released(checkout_id)

    @router.post(
        "/refunds", dependencies=_ORDERS, responses={201: {"model": GiftCardRefundReply}, **_UNREFUNDED}
    )
    def refund(checkout_id: UUID, request: GiftCardRefundRequest, response: Response) -> GiftCardRefundReply:
        """Refund a part of the redemption to the gift cards. A repeated request returns the same refund."""
        is_new = gift_cards.refund(checkout_id, request.refund_id, request.amount)
        response.status_code = 201 if is_new else 200
        return GiftCardRefundReply(
            refund_id=request.refund_id, checkout_id=checkout_id, amount=request.amount
        )

    return router
