"""The use cases of gift cards: issue, show, redeem, release, refund. Each is one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from bookstore.payments.amounts import smallest_payment
from bookstore.payments.gift_cards import store
from bookstore.payments.gift_cards.errors import (
    AlreadyReleased,
    AmountTooFine,
    GiftCardEmpty,
    GiftCardNotFound,
    GiftCardRefundTooLarge,
    NoStoreCredit,
    NoSuchRedemption,
    OtherCurrency,
    OtherGiftCard,
    OtherRedemption,
)
from bookstore.payments.gift_cards.model import (
    GiftCard,
    GivenPart,
    Redemption,
    Shares,
    amounts_back,
    amounts_given,
)
from bookstore.payments.gift_cards.schemas import RedemptionRequest
from bookstore.payments.gift_cards.store import Movement
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.fingerprint import fingerprint
from bookstore.platform.gift_card_codes import gift_card_code, gift_card_hash
from bookstore.platform.money import Currency, Money


@dataclass(frozen=True)
class GiftCardService:
    """The ledger of gift cards and store credit. `secret` makes their codes."""

    database: Database
    clock: Clock
    secret: str

    def code_of(self, gift_card_id: UUID) -> str:
        """The code of a gift card."""
        return gift_card_code(self.secret, gift_card_id)

    def issue(self, gift_card_id: UUID, amount: Money, customer_id: str | None) -> tuple[GiftCard, bool]:
        """The gift card, or the store credit of this customer; True where it is new.

        Raises OtherGiftCard, AmountTooFine.
        """
        step = amount.currency.step
        if amount.amount % step:
            raise AmountTooFine(f"only multiples of {step} can be paid out", smallest=step)
        code_hash = None if customer_id else gift_card_hash(self.code_of(gift_card_id))
        card = GiftCard(gift_card_id, amount, amount.amount, code_hash, customer_id)
        with self.database.transaction() as connection:
            if store.issue(connection, card, self.clock.now()):
                return card, True
            known = store.by_id(connection, gift_card_id)
        if known is None or replace(known, balance=card.balance) != card:
            raise OtherGiftCard("the gift card with this id has another amount or owner, which is valid")
        return known, False

    def balances(
        self, code_hashes: tuple[str, ...], customer_id: str | None
    ) -> tuple[list[Money], list[Money]]:
        """What is left of each gift card, and of the customer's store credit by currency.

        Raises GiftCardNotFound.
        """
        with self.database.reading() as connection:
            cards = [_known(card, place) for place, card in _placed(connection, code_hashes)]
            credit = store.of_customer(connection, customer_id) if customer_id else []
        by_currency = dict.fromkeys((each.issued.currency for each in credit), 0)
        for each in credit:
            by_currency[each.issued.currency] += each.balance
        left = [Money(amount, currency) for currency, amount in by_currency.items()]
        return [Money(card.balance, card.issued.currency) for card in cards], left

    def shares(self, request: RedemptionRequest) -> Shares:
        """What a redemption would give now; a code that is named twice gives once.

        Raises GiftCardNotFound, OtherCurrency, GiftCardEmpty, NoStoreCredit.
        """
        with self.database.reading() as connection:
            cards = self._usable(connection, request)
        given = _given(cards, request)
        by_code = dict(zip(dict.fromkeys(request.gift_cards), given, strict=False))
        credit = sum(given[len(by_code) :])
        by_card = tuple(by_code.pop(code, 0) for code in request.gift_cards)
        return Shares(by_card, credit, request.total.amount - sum(given))

    def redeem(self, checkout_id: UUID, request: RedemptionRequest) -> tuple[Redemption, bool]:
        """Redeem for a checkout; True where this request did. A repeated request returns the same.

        Raises GiftCardNotFound, OtherCurrency, GiftCardEmpty, NoStoreCredit, OtherRedemption,
        AlreadyReleased.
        """
        requested, total, now = fingerprint(request), request.total.money, self.clock.now()
        with self.database.transaction() as connection:
            if not store.begin(connection, checkout_id, total, requested, now):
                return _same(store.read(connection, checkout_id), requested), False
            cards = store.locked(connection, self._usable(connection, request))
            given = _given(cards, request)
            parts = tuple(
                GivenPart(card.gift_card_id, amount)
                for card, amount in zip(cards, given, strict=True)
                if amount
            )
            redemption = Redemption(checkout_id, total, parts)
            store.move(connection, Movement("redeemed", checkout_id, checkout_id, parts), now)
        return redemption, True

    def release(self, checkout_id: UUID) -> None:
        """Return all that is left of a checkout's redemption; one that comes later is refused."""
        now = self.clock.now()
        with self.database.transaction() as connection:
            if store.add_tombstone(connection, checkout_id, now):
                return
            stored = store.read(connection, checkout_id)
            if stored is None or stored.is_released:
                return
            left = stored.redemption
            parts = amounts_back(left.parts, left.redeemed)
            store.move(connection, Movement("released", checkout_id, checkout_id, parts), now)
            store.mark_released(connection, checkout_id, now)

    def refund(self, checkout_id: UUID, refund_id: UUID, amount: int) -> bool:
        """Refund so many minor units, once; True where this request did.

        Raises NoSuchRedemption, OtherRedemption, AlreadyReleased, GiftCardRefundTooLarge.
        """
        with self.database.transaction() as connection:
            stored = store.read(connection, checkout_id)
            if stored is None or stored.fingerprint is None:
                raise NoSuchRedemption(f"nothing was redeemed for the checkout {checkout_id}")
            known = store.refunded_with(connection, checkout_id, refund_id)
            if known is not None:
                if known != amount:
                    raise OtherRedemption("this refund was requested with another amount, which is valid")
                return False
            if stored.is_released:
                raise AlreadyReleased("the redemption was released: all of it went back")
            left = stored.redemption
            if amount > left.redeemed:
                detail = f"at most {left.redeemed} can be refunded to gift cards"
                raise GiftCardRefundTooLarge(detail, refundable=left.redeemed)
            parts = amounts_back(left.parts, amount)
            movement = Movement("refunded", checkout_id, refund_id, parts)
            store.move(connection, movement, self.clock.now())
        return True

    def _usable(self, connection: Connection, request: RedemptionRequest) -> list[GiftCard]:
        """The gift cards of a request in the order in which they give, store credit last."""
        currency = request.total.currency
        cards = [
            _in_currency(_known(card, place), place, currency)
            for place, card in _placed(connection, tuple(dict.fromkeys(request.gift_cards)))
        ]
        return [*cards, *_credit(connection, request)] if request.store_credit else cards


def _given(cards: list[GiftCard], request: RedemptionRequest) -> tuple[int, ...]:
    """What each of these balances gives. Raises GiftCardEmpty and NoStoreCredit."""
    _check_balances(cards, len(set(request.gift_cards)))
    total = request.total.money
    balances = [card.balance for card in cards]
    return amounts_given(total.amount, balances, smallest_payment(total.currency))


def _placed(connection: Connection, hashes: tuple[str, ...]) -> Iterator[tuple[int, GiftCard | None]]:
    yield from enumerate(store.by_codes(connection, hashes), start=1)


def _known(card: GiftCard | None, place: int) -> GiftCard:
    if card is None:
        raise GiftCardNotFound("no gift card has this code; please check it", gift_card=place)
    return card


def _in_currency(card: GiftCard, place: int, currency: Currency) -> GiftCard:
    if card.issued.currency is not currency:
        detail = f"the gift card holds {card.issued.currency}, and the order costs {currency}"
        raise OtherCurrency(detail, gift_card=place, currency=card.issued.currency)
    return card


def _credit(connection: Connection, request: RedemptionRequest) -> list[GiftCard]:
    owner = request.store_credit_of
    found = store.of_customer(connection, owner) if owner else []
    usable = [credit for credit in found if credit.issued.currency is request.total.currency]
    if not usable:
        raise NoStoreCredit(f"there is no store credit in {request.total.currency} that could be used")
    return usable


def _check_balances(cards: list[GiftCard], named: int) -> None:
    """Raises GiftCardEmpty or NoStoreCredit where nothing is left of what the customer named."""
    for place, card in enumerate(cards[:named], start=1):
        if card.balance == 0:
            raise GiftCardEmpty("nothing is left of the gift card; leave it out", gift_card=place)
    credit = cards[named:]
    if credit and not any(each.balance for each in credit):
        raise NoStoreCredit("nothing is left of the store credit; leave it out")


def _same(stored: store.StoredRedemption | None, requested: str) -> Redemption:
    if stored is None or stored.is_released:
        raise AlreadyReleased("the redemption was released before")
    if stored.fingerprint != requested:
        raise OtherRedemption("this checkout has redeemed for another total, which is valid")
    return stored.redemption
