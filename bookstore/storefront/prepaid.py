"""What a buyer may pay with beside a card: gift cards, store credit, and an invoice."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bookstore.platform.gift_card_codes import gift_card_hash
from bookstore.platform.http import CallFailed, OutcomeUnknown
from bookstore.platform.money import Currency
from bookstore.platform.schemas import MoneyBody, ReplyBody, RequestBody
from bookstore.storefront.calls import BuyerClient, ServiceRefused
from bookstore.storefront.carts import Amount, Credentials
from bookstore.storefront.refusals import ShownRefusal, shown
from bookstore.storefront.session import PrepaidChoice
from bookstore.storefront.visit import Visit

_LONGEST_CODE = 40  # characters, as checkout takes them
_NOT_TYPED = re.compile(r"[^ -~]")
_SHOWN = 4  # symbols of a code that a page shows


class _Balances(RequestBody):
    gift_cards: tuple[str, ...] = ()
    total: MoneyBody | None = None
    store_credit: bool = False
    on_invoice: bool = False


class _Shares(ReplyBody):
    gift_cards: tuple[Amount, ...]
    store_credit: Amount
    to_pay: Amount


class BalancesPage(ReplyBody):
    """What is left of each gift card, in the order of the codes, and of store credit by currency.

    `credit_limits`: how much the customer may owe on invoice, by currency.
    """

    gift_cards: tuple[MoneyBody, ...]
    store_credit: tuple[MoneyBody, ...]
    shares: _Shares | None = None
    credit_limits: tuple[MoneyBody, ...] = ()


@dataclass(frozen=True)
class PayingCard:
    """A gift card on the payment page: what it gives, and what is left of it then, in minor units."""

    ending: str
    code_hash: str
    gives: int
    left: int


@dataclass(frozen=True)
class Paying:
    """What pays for an order, in minor units; `refusal` says why something that was named does not.

    `credit` is what store credit gives, and `credit_left` what is left of it then; None where it is not used.
    `on_invoice`: the buyer may owe something in this currency.
    """

    to_pay: int
    cards: tuple[PayingCard, ...] = ()
    credit: int | None = None
    credit_left: int = 0
    refusal: ShownRefusal | None = None
    mistyped: str = ""
    on_invoice: bool = False


class GiftCards:
    """The client of the checkout service for gift cards. Raises ServiceRefused, SessionEnded, CallFailed."""

    def __init__(self, client: BuyerClient) -> None:
        self._client = client

    def balances(self, credentials: Credentials, codes: tuple[str, ...]) -> BalancesPage:
        """What is left of these gift cards, and of the store credit of a customer."""
        return self._asked(credentials, _Balances(gift_cards=codes))

    def paying(self, visit: Visit, total: int, currency: Currency) -> Paying:
        """What pays for the total. What the service refuses is left out of the visit, and told."""
        found = self._prepaid(visit, total, currency)
        may_owe = found.to_pay > 0 and self._may_owe(visit, currency)
        return replace(found, on_invoice=may_owe)

    def _may_owe(self, visit: Visit, currency: Currency) -> bool:
        """Whether the customer is offered an invoice; without an answer the other ways to pay are there."""
        if not visit.signed_in:
            return False
        try:
            found = self._asked(visit.buyer_credentials(), _Balances(on_invoice=True))
        except (CallFailed, ServiceRefused):
            return False
        return any(limit.currency is currency and limit.amount for limit in found.credit_limits)

    def _prepaid(self, visit: Visit, total: int, currency: Currency) -> Paying:
        refusal, mistyped = None, ""
        while visit.prepaid.names_any and total:
            wanted = MoneyBody(amount=total, currency=currency)
            named = visit.prepaid
            question = _Balances(gift_cards=named.gift_cards, total=wanted, store_credit=named.store_credit)
            try:
                found = self._asked(visit.buyer_credentials(), question)
            except ServiceRefused as refused:
                refusal = refusal or shown(refused)
                left_out, visit.prepaid = _without(named, refused)
                mistyped = left_out if refused.slug == "gift-card-not-found" else mistyped
            else:
                return replace(_paying(named, found, currency), refusal=refusal, mistyped=mistyped)
        return Paying(total, refusal=refusal, mistyped=mistyped)

    def _asked(self, credentials: Credentials, question: _Balances) -> BalancesPage:
        return self._client.ask("POST", "/gift-cards/balances", credentials, question).read(BalancesPage)


def code_typed(text: str) -> str:
    """The code as it can be asked for: a text of another form stays the code of no gift card."""
    return _NOT_TYPED.sub("?", text)[:_LONGEST_CODE]


def ending_of(code: str) -> str:
    """The last symbols of a code, by which its owner knows the card; the whole code is on no page."""
    return "".join(each for each in code.upper() if each.isalnum())[-_SHOWN:]


def _without(prepaid: PrepaidChoice, refused: ServiceRefused) -> tuple[str, PrepaidChoice]:
    """The code that was refused, and the rest. Raises the refusal where it is about neither."""
    place = refused.members.get("gift_card")
    if refused.slug == "no-store-credit":
        return "", prepaid.model_copy(update={"store_credit": False})
    if not isinstance(place, int) or not 1 <= place <= len(prepaid.gift_cards):
        raise refused
    codes = prepaid.gift_cards
    rest = (*codes[: place - 1], *codes[place:])
    return codes[place - 1], prepaid.model_copy(update={"gift_cards": rest})


def _paying(prepaid: PrepaidChoice, found: BalancesPage, currency: Currency) -> Paying:
    shares, codes = found.shares, prepaid.gift_cards
    if shares is None or not len(codes) == len(shares.gift_cards) == len(found.gift_cards):
        raise OutcomeUnknown(f"the shares of {len(codes)} gift cards were asked for, and are not told")
    cards = tuple(
        PayingCard(ending_of(code), gift_card_hash(code), gives, balance.amount - gives)
        for code, gives, balance in zip(codes, shares.gift_cards, found.gift_cards, strict=True)
    )
    credit = sum(each.amount for each in found.store_credit if each.currency is currency)
    given = shares.store_credit if prepaid.store_credit else None
    return Paying(shares.to_pay, cards, given, credit - shares.store_credit)
