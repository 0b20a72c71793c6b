"""Gift cards that orders buy: issued once when the order is paid, void when it is canceled after all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from pydantic import Field
from sqlalchemy import Connection

from bookstore.payments.gift_cards import sale_store, store
from bookstore.payments.gift_cards.errors import (
    PROBLEMS,
    AlreadyReleased,
    AmountTooFine,
    GiftCardSpent,
    NoSuchSale,
    OtherGiftCard,
)
from bookstore.payments.gift_cards.model import GiftCard
from bookstore.platform.access import Peers
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.fingerprint import fingerprint
from bookstore.platform.gift_card_codes import gift_card_hash, sold_gift_cards
from bookstore.platform.money import Currency, Money
from bookstore.platform.problem import Responses, ServiceRefusal, refused_with
from bookstore.platform.schemas import (
    EACH_TITLE_ONCE,
    MOST_TITLES,
    MinorUnits,
    Quantity,
    ReplyBody,
    RequestBody,
    Sku,
    TitleQuantity,
)
from bookstore.platform.server import ThreadedRouter


class SoldLine(RequestBody):
    """So many gift cards over this amount each, in minor units."""

    sku: Sku
    quantity: Quantity
    amount: Annotated[MinorUnits, Field(ge=1)]


class GiftCardSale(RequestBody):
    """What an order has bought as gift cards, and its customer has paid."""

    currency: Currency
    lines: Annotated[tuple[SoldLine, ...], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE]


class GiftCardSaleReply(ReplyBody):
    """The gift cards of an order: how many were issued, and whether they are void."""

    checkout_id: UUID
    state: Literal["issued", "void"]
    gift_cards: int


class TakeBackRequest(RequestBody):
    """Take so many unspent gift cards of each title back, for this refund: the same id is the same refund."""

    refund_id: UUID
    lines: Annotated[tuple[TitleQuantity, ...], Field(min_length=1, max_length=MOST_TITLES), EACH_TITLE_ONCE]


class TakenBackReply(ReplyBody):
    """How many gift cards a refund has taken back; nothing is left of them."""

    checkout_id: UUID
    refund_id: UUID
    gift_cards: int


_UNTAKEN = (AlreadyReleased, OtherGiftCard, GiftCardSpent)


@dataclass(frozen=True)
class GiftCardSales:
    """Issues what orders buy, in the ledger of gift cards. `code_of` makes the code of a card."""

    database: Database
    clock: Clock
    code_of: Callable[[UUID], str]

    def sell(self, checkout_id: UUID, sale: GiftCardSale) -> bool:
        """Issue the gift cards of an order, once; True where this request did.

        Raises OtherGiftCard, AlreadyReleased, AmountTooFine.
        """
        step = sale.currency.step
        if any(line.amount % step for line in sale.lines):
            raise AmountTooFine(f"only multiples of {step} can be paid out", smallest=step)
        requested = fingerprint(sale)
        with self.database.transaction() as connection:
            if not sale_store.begin(connection, checkout_id, requested, self.clock.now()):
                _check_same(sale_store.read(connection, checkout_id), requested)
                return False
            for line in sale.lines:
                self._issue(connection, checkout_id, line, Money(line.amount, sale.currency))
        return True

    def void(self, checkout_id: UUID) -> None:
        """Take what is left of the gift cards of an order; a sale that comes later is refused."""
        now = self.clock.now()
        with self.database.transaction() as connection:
            if sale_store.add_tombstone(connection, checkout_id, now):
                return
            stored = sale_store.read(connection, checkout_id)
            if stored is not None and not stored.is_void:
                sale_store.void(connection, checkout_id, now)

    def take_back(self, checkout_id: UUID, refund_id: UUID, cards: Mapping[str, int]) -> bool:
        """Take so many unspent gift cards of each title back, or none; True where this request did.

        A redemption locks the same rows: it comes first, or finds nothing left. Raises NoSuchSale,
        AlreadyReleased, OtherGiftCard, GiftCardSpent.
        """
        with self.database.transaction() as connection:
            sale = sale_store.read(connection, checkout_id)
            if sale is None or sale.fingerprint is None:
                raise NoSuchSale(f"no gift card was sold to the checkout {checkout_id}")
            if known := sale_store.taken_back_by(connection, checkout_id, refund_id):
                if known != cards:
                    raise OtherGiftCard("this refund has taken other gift cards back, which is valid")
                return False
            if sale.is_void:
                raise AlreadyReleased("the gift cards of this order are void")
            unspent = sale_store.unspent(connection, checkout_id)
            taken = [
                each for sku, count in cards.items() for each in _first(unspent.get(sku, []), count, sku)
            ]
            sale_store.take_back(connection, refund_id, taken, self.clock.now())
        return True

    def _issue(self, connection: Connection, checkout_id: UUID, line: SoldLine, amount: Money) -> None:
        for number, gift_card_id in enumerate(sold_gift_cards(checkout_id, line.sku, line.quantity), start=1):
            code_hash = gift_card_hash(self.code_of(gift_card_id))
            card = GiftCard(gift_card_id, amount, amount.amount, code_hash)
            store.issue(connection, card, self.clock.now())
            sale_store.add(connection, checkout_id, line.sku, number, gift_card_id)


def _check_same(stored: sale_store.StoredSale | None, requested: str) -> None:
    if stored is None or stored.is_void:
        raise AlreadyReleased("the gift cards of this order are void")
    if stored.fingerprint != requested:
        raise OtherGiftCard("this order has bought other gift cards, which are valid")


def _first(unspent: Sequence[UUID], count: int, sku: str) -> Sequence[UUID]:
    if len(unspent) < count:
        detail = f"{len(unspent)} gift cards are unspent, and {count} were to be taken back"
        raise GiftCardSpent(detail, sku=sku, unspent=len(unspent))
    return unspent[:count]


def _answers(made: type[ReplyBody], *refusals: type[ServiceRefusal]) -> Responses:
    """The documented answers where a request may be the first of its kind, or refused."""
    return {201: {"model": made}, **refused_with(*(PROBLEMS[each] for each in refusals))}


def sale_routes(sales: GiftCardSales) -> APIRouter:
    """The routes for orders."""
    router = ThreadedRouter(
        prefix="/gift-card-sales/{checkout_id}",
        tags=["gift cards"],
        dependencies=[Depends(Peers("orders"))],
    )

    @router.put("", responses=_answers(GiftCardSaleReply, OtherGiftCard, AlreadyReleased, AmountTooFine))
    def sell(checkout_id: UUID, sale: GiftCardSale, response: Response) -> GiftCardSaleReply:
        """Issue the gift cards that an order has bought. A repeated request issues none again."""
        response.status_code = 201 if sales.sell(checkout_id, sale) else 200
        issued = sum(line.quantity for line in sale.lines)
        return GiftCardSaleReply(checkout_id=checkout_id, state="issued", gift_cards=issued)

    @router.post("/returns", responses=_answers(TakenBackReply, NoSuchSale, *_UNTAKEN))
    def take_back(checkout_id: UUID, request: TakeBackRequest, response: Response) -> TakenBackReply:
        """Take unspent gift cards back before their money goes back. A repeated request takes none again."""
        cards = {line.sku: line.quantity for line in request.lines}
        is_new = sales.take_back(checkout_id, request.refund_id, cards)
        response.status_code = 201 if is_new else 200
        taken = sum(cards.values())
        return TakenBackReply(checkout_id=checkout_id, refund_id=request.refund_id, gift_cards=taken)

    @router.post("/void")
    def void(checkout_id: UUID) -> GiftCardSaleReply:
        """Take what is left of the gift cards of a canceled order; a late sale is refused."""
        sales.void(checkout_id)
        return GiftCardSaleReply(checkout_id=checkout_id, state="void", gift_cards=0)

    return router
