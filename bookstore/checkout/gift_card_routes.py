"""The route by which customers see what is left of their gift cards and of their store credit."""

from __future__ import annotations

from fastapi import APIRouter

from bookstore.checkout.errors import PROBLEMS, NoSuchGiftCard
from bookstore.checkout.schemas import GiftCardCodes
from bookstore.platform.access import CurrentBuyer
from bookstore.platform.auth import Customer
from bookstore.platform.gift_card_codes import gift_card_hash
from bookstore.platform.http import OutcomeUnknown, ServiceClient
from bookstore.platform.problem import refused_with
from bookstore.platform.schemas import MoneyBody, ReplyBody, RequestBody
from bookstore.platform.server import ThreadedRouter


class BalancesQuestion(RequestBody):
    """The codes of gift cards; the store credit of a customer who has signed in is shown with them."""

    gift_cards: GiftCardCodes = ()


class Balances(ReplyBody):
    """A balance for each code, in their order, and store credit by currency."""

    gift_cards: tuple[MoneyBody, ...]
    store_credit: tuple[MoneyBody, ...]


class HashedBalancesQuestion(RequestBody):
    """The same question as payments is asked it."""

    gift_cards: tuple[str, ...]
    customer: str | None


def gift_card_routes(payments: ServiceClient) -> APIRouter:
    """The route over this client."""
    router = ThreadedRouter(tags=["gift cards"])

    @router.post("/gift-cards/balances", responses=refused_with(PROBLEMS[NoSuchGiftCard]))
    def balances(buyer: CurrentBuyer, question: BalancesQuestion) -> Balances:
        """What is left of gift cards and store credit. It changes nothing: codes do not belong in a URL."""
        customer = buyer.customer_id if isinstance(buyer, Customer) else None
        hashes = tuple(map(gift_card_hash, question.gift_cards))
        asked = HashedBalancesQuestion(gift_cards=hashes, customer=customer)
        answer = payments.call("POST", "/gift-cards/balances", asked)
        if answer.problem == "gift-card-not-found":
            raise NoSuchGiftCard(
                "no gift card has this code; please check it", gift_card=answer.body.get("gift_card")
            )
        if not answer.accepted:
            raise OutcomeUnknown(f"{answer.arrow}: refused: {answer.status} {answer.problem}")
        return answer.read(Balances)

    return router
