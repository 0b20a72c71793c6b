"""The request and response bodies about gift cards and store credit."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from bookstore.payments.gift_cards.model import GiftCard, Redemption, Shares
from bookstore.platform.money import Money
from bookstore.platform.schemas import (
    MOST_GIFT_CARDS,
    CustomerId,
    MinorUnits,
    MoneyBody,
    PositiveMoney,
    ReplyBody,
    RequestBody,
    TokenHash,
)

CodeHashes = Annotated[tuple[TokenHash, ...], Field(max_length=MOST_GIFT_CARDS)]


class GiftCardRequest(RequestBody):
    """Issue a gift card of this amount, or grant it to this customer as store credit."""

    amount: PositiveMoney
    customer: CustomerId | None = None


class GiftCardReply(ReplyBody):
    """A gift card with its code; store credit has none, since its owner signs in."""

    gift_card_id: UUID
    code: str | None
    balance: MoneyBody

    @classmethod
    def of(cls, card: GiftCard, code: str) -> GiftCardReply:
        """The card with this code, unless it is store credit."""
        shown = code if card.customer_id is None else None
        balance = MoneyBody(amount=card.balance, currency=card.issued.currency)
        return cls(gift_card_id=card.gift_card_id, code=shown, balance=balance)


class BalancesRequest(RequestBody):
    """What is left of these gift cards, and of the store credit of this customer.

    With a `total`, also what they would give for it; `store_credit` says whether that gives, too. With
    `on_invoice`, also how much the customer may owe.
    """

    gift_cards: CodeHashes = ()
    customer: CustomerId | None = None
    total: PositiveMoney | None = None
    store_credit: bool = False
    on_invoice: bool = False

    def redemption(self, total: PositiveMoney) -> RedemptionRequest:
        """The redemption that would give for the total."""
        return RedemptionRequest(
            total=total,
            gift_cards=self.gift_cards,
            store_credit_of=self.customer,
            store_credit=self.store_credit,
        )


class SharesReply(ReplyBody):
    """What each gift card would give for the total, and store credit after them, in minor units."""

    gift_cards: tuple[int, ...]
    store_credit: int
    to_pay: int


class BalancesReply(ReplyBody):
    """A balance for each code of the request, in its order, and store credit by currency.

    `credit_limits`: how much the customer may owe on invoice, by currency.
    """

    gift_cards: tuple[MoneyBody, ...]
    store_credit: tuple[MoneyBody, ...]
    shares: SharesReply | None = None
    credit_limits: tuple[MoneyBody, ...]


class RedemptionRequest(RequestBody):
    """Redeem gift cards, in this order, and then the store credit of this customer, for a total."""

    total: PositiveMoney
    gift_cards: CodeHashes = ()
    store_credit_of: CustomerId | None = None
    store_credit: bool = False


class RedemptionReply(ReplyBody):
    """What was redeemed for a checkout, less what went back, and what is left to pay, in minor units."""

    checkout_id: UUID
    state: Literal["redeemed", "released"]
    redeemed: int
    to_pay: int

    @classmethod
    def of(cls, redemption: Redemption) -> RedemptionReply:
        """The redemption as the checkout sees it."""
        given, left = redemption.redeemed, redemption.to_pay
        return cls(checkout_id=redemption.checkout_id, state="redeemed", redeemed=given, to_pay=left)

    @classmethod
    def released(cls, checkout_id: UUID) -> RedemptionReply:
        """The answer about a checkout for which nothing is redeemed any more."""
        return cls(checkout_id=checkout_id, state="released", redeemed=0, to_pay=0)


class GiftCardRefundRequest(RequestBody):
    """Refund this amount to the gift cards. The same refund_id is the same refund."""

    refund_id: UUID
    amount: Annotated[MinorUnits, Field(ge=1)]


class GiftCardRefundReply(ReplyBody):
    """What was refunded to gift cards, in minor units."""

    refund_id: UUID
    checkout_id: UUID
    amount: int


def balances_reply(
    cards: list[Money], credit: list[Money], shares: Shares | None, limits: list[Money]
) -> BalancesReply:
    """These balances, what they would give, and the credit limits, as their owner sees them."""
    shown = [tuple(MoneyBody.of(each) for each in some) for some in (cards, credit, limits)]
    would_give = SharesReply(**vars(shares)) if shares else None
    return BalancesReply(
        gift_cards=shown[0], store_credit=shown[1], shares=would_give, credit_limits=shown[2]
    )
