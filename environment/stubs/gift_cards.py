"""Gift cards and store credit in the stub of payments: balances, and what each checkout has redeemed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from uuid import uuid4

from environment.stubs.stub import Answer, Stub, StubCall, StubRefusal, offers
from environment.stubs.stubbed_gift_cards import StubbedGiftCard, StubbedRedemption, StubbedSale
from steps.vocabulary.gift_card_codes import code_of, hash_of, sold_card_id

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SMALLEST_PAYMENT = {"USD": 50, "EUR": 50, "GBP": 30, "JPY": 50}
_SMALLEST_COIN = {"KWD": 10}


class GiftCardsStub(Stub):
    """The part of payments that is about gift cards."""

    _secret: str
    """Makes the codes of those that orders buy."""

    def forget(self) -> None:
        self._cards: dict[str, StubbedGiftCard] = {}
        self._redemptions: dict[str, StubbedRedemption] = {}
        self._sales: dict[str, StubbedSale] = {}

    @offers("PUT /gift-cards/{gift_card_id}")
    def issue(self, call: StubCall) -> Answer:
        amount, known = call.body["amount"], self._cards.get(call.path["gift_card_id"])
        coin = _SMALLEST_COIN.get(amount["currency"], 1)
        if amount["amount"] % coin:
            raise StubRefusal("amount-too-fine", f"only multiples of {coin} can be paid out", smallest=coin)
        if known and known.request != call.body:
            raise StubRefusal("conflicting-request", "the gift card with this id has another amount or owner")
        card = known or StubbedGiftCard(call.body, amount["amount"], _new_code())
        self._cards[call.path["gift_card_id"]] = card
        told = {"code": None if card.owner else card.code, "balance": _money(card.balance, card.currency)}
        return 200 if known else 201, {"gift_card_id": call.path["gift_card_id"], **told}

    @offers("PUT /gift-card-sales/{checkout_id}")
    def sell(self, call: StubCall) -> Answer:
        checkout_id, body = call.path["checkout_id"], call.body
        known, coin = self._sales.get(checkout_id), _SMALLEST_COIN.get(body["currency"], 1)
        if any(line["amount"] % coin for line in body["lines"]):
            raise StubRefusal("amount-too-fine", f"only multiples of {coin} can be paid out", smallest=coin)
        if known and known.is_void:
            raise StubRefusal("already-returned", "the gift cards of this order are void")
        if known and known.request != body:
            raise StubRefusal("conflicting-request", "this order has bought other gift cards")
        if not known:
            self._sales[checkout_id] = StubbedSale(body, self._sold(checkout_id, body))
        told = {"state": "issued", "gift_cards": sum(line["quantity"] for line in body["lines"])}
        return 200 if known else 201, {"checkout_id": checkout_id, **told}

    @offers("POST /gift-card-sales/{checkout_id}/returns")
    def take_back(self, call: StubCall) -> Answer:
        checkout_id, refund_id = call.path["checkout_id"], call.body["refund_id"]
        wanted = {line["sku"]: line["quantity"] for line in call.body["lines"]}
        sale = self._sales.get(checkout_id)
        if sale is None or sale.request is None:
            raise StubRefusal("no-such-sale", f"no gift card was sold to the checkout {checkout_id}")
        known = sale.returns.get(refund_id)
        if known not in (None, wanted):
            raise StubRefusal("conflicting-request", "this refund has taken other gift cards back")
        if known is None and sale.is_void:
            raise StubRefusal("already-returned", "the gift cards of this order are void")
        if known is None:
            for card in [each for sku, count in wanted.items() for each in sale.unspent(sku, count)]:
                card.balance, card.is_void = 0, True
            sale.returns[refund_id] = wanted
        told = {"refund_id": refund_id, "gift_cards": sum(wanted.values())}
        return 201 if known is None else 200, {"checkout_id": checkout_id, **told}

    @offers("POST /gift-card-sales/{checkout_id}/void")
    def void(self, call: StubCall) -> Answer:
        sale = self._sales.setdefault(call.path["checkout_id"], StubbedSale())
        sale.is_void = True
        for card in sale.cards:
            card.balance, card.is_void = 0, True
        return 200, {"checkout_id": call.path["checkout_id"], "state": "void", "gift_cards": 0}

    @offers("POST /gift-cards/balances")
    def balances(self, call: StubCall) -> Answer:
        cards = self._named(call.body.get("gift_cards", []))
        credit: dict[str, int] = {}
        for card in self._of(call.body.get("customer")):
            credit[card.currency] = credit.get(card.currency, 0) + card.balance
        left = [_money(amount, currency) for currency, amount in credit.items()]
        return 200, {
            "gift_cards": [_money(card.balance, card.currency) for card in cards],
            "store_credit": left,
            "shares": self._shares(call.body) if call.body.get("total") else None,
            "credit_limits": self._limits_of(call.body.get("customer"))
            if call.body.get("on_invoice")
            else [],
        }

    def _limits_of(self, customer_id: str | None) -> list[Mapping[str, Any]]:
        """How much the customer may owe on invoice, by currency."""
        return []

    @offers("PUT /redemptions/{checkout_id}")
    def redeem(self, call: StubCall) -> Answer:
        known = self._redemptions.get(call.path["checkout_id"])
        if known and (known.released or known.request is None):
            raise StubRefusal("already-returned", "the redemption was released before")
        if known and known.request != call.body:
            raise StubRefusal("conflicting-request", "this checkout has redeemed for another total")
        made = known or StubbedRedemption(call.body, self._given(call.body))
        if not known:
            for card, amount in made.parts:
                card.balance -= amount
            self._redemptions[call.path["checkout_id"]] = made
        left = call.body["total"]["amount"] - made.redeemed
        told = {"state": "redeemed", "redeemed": made.redeemed, "to_pay": left}
        return 200 if known else 201, {"checkout_id": call.path["checkout_id"], **told}

    @offers("POST /redemptions/{checkout_id}/release")
    def release(self, call: StubCall) -> Answer:
        checkout_id = call.path["checkout_id"]
        redemption = self._redemptions.setdefault(checkout_id, StubbedRedemption())
        redemption.take_back(redemption.redeemed)
        redemption.released = True
        return 200, {"checkout_id": checkout_id, "state": "released", "redeemed": 0, "to_pay": 0}

    @offers("POST /redemptions/{checkout_id}/refunds")
    def refund_to_cards(self, call: StubCall) -> Answer:
        checkout_id, refund_id, amount = call.path["checkout_id"], call.body["refund_id"], call.body["amount"]
        redemption = self._redemptions.get(checkout_id)
        if redemption is None or redemption.request is None:
            raise StubRefusal("no-such-redemption", f"nothing was redeemed for the checkout {checkout_id}")
        known = redemption.refunds.get(refund_id)
        if known not in (None, amount):
            raise StubRefusal("conflicting-request", "this refund was requested with another amount")
        if known is None and redemption.released:
            raise StubRefusal("already-returned", "the redemption was released: all of it went back")
        if known is None and amount > redemption.redeemed:
            detail = f"at most {redemption.redeemed} can be refunded to gift cards"
            raise StubRefusal("refund-too-large", detail, refundable=redemption.redeemed)
        if known is None:
            redemption.take_back(amount)
            redemption.refunds[refund_id] = amount
        told = {"refund_id": refund_id, "checkout_id": checkout_id, "amount": amount}
        return 201 if known is None else 200, told

    def _sold(self, checkout_id: str, sale: Mapping[str, Any]) -> list[StubbedGiftCard]:
        """New gift cards for each line of a sale, with the codes that notifications mails."""
        cards = [
            StubbedGiftCard(
                {"amount": _money(line["amount"], sale["currency"])},
                line["amount"],
                code_of(self._secret, sold_card_id(checkout_id, line["sku"], number)),
                sku=line["sku"],
            )
            for line in sale["lines"]
            for number in range(1, line["quantity"] + 1)
        ]
        self._cards |= {str(uuid4()): card for card in cards}
        return cards

    def _named(self, hashes: Iterable[str]) -> list[StubbedGiftCard]:
        """The gift cards by the hashes of their codes. Raises StubRefusal."""
        by_hash = {hash_of(card.code): card for card in self._cards.values() if not card.owner}
        return [_one(by_hash, each, place) for place, each in enumerate(hashes, start=1)]

    def _of(self, customer: str | None) -> list[StubbedGiftCard]:
        return [card for card in self._cards.values() if customer and card.owner == customer]

    def _shares(self, question: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the gift cards of the question would give for its total. Raises StubRefusal."""
        parts = self._given({**question, "store_credit_of": question.get("customer")})
        by_hash = {hash_of(card.code): amount for card, amount in parts if not card.owner}
        by_card = [by_hash.pop(each, 0) for each in question.get("gift_cards", [])]
        credit = sum(amount for card, amount in parts if card.owner)
        to_pay = question["total"]["amount"] - sum(by_card) - credit
        return {"gift_cards": by_card, "store_credit": credit, "to_pay": to_pay}

    def _given(self, request: Mapping[str, Any]) -> list[tuple[StubbedGiftCard, int]]:
        """What each gift card gives, and then store credit. Raises StubRefusal."""
        total, currency = request["total"]["amount"], request["total"]["currency"]
        cards = self._named(dict.fromkeys(request.get("gift_cards", [])))
        _require_each(cards, lambda card: card.currency == currency, "gift-card-currency")
        _require_each(cards, lambda card: card.balance > 0, "gift-card-empty")
        credit = [card for card in self._of(request.get("store_credit_of")) if card.currency == currency]
        if request.get("store_credit"):
            if not any(card.balance for card in credit):
                raise StubRefusal("no-store-credit", "there is no store credit that could be used")
            cards += credit
        parts, left = list[tuple[StubbedGiftCard, int]](), total
        for card in cards:
            parts.append((card, min(card.balance, left)))
            left -= parts[-1][1]
        return _keeping(parts, left, _SMALLEST_PAYMENT.get(currency, 1), total)


def _keeping(
    parts: list[tuple[StubbedGiftCard, int]], left: int, smallest: int, total: int
) -> list[tuple[StubbedGiftCard, int]]:
    """The parts, less at their end what makes a rest large enough for a card."""
    wanted = smallest - left if 0 < left < smallest <= total else 0
    kept = list[tuple[StubbedGiftCard, int]]()
    for card, amount in reversed(parts):
        back = min(amount, wanted)
        wanted -= back
        kept.append((card, amount - back))
    return kept[::-1]


def _one(by_hash: Mapping[str, StubbedGiftCard], code_hash: str, place: int) -> StubbedGiftCard:
    if code_hash not in by_hash:
        raise StubRefusal(
            "gift-card-not-found", "no gift card has this code; please check it", gift_card=place
        )
    return by_hash[code_hash]


def _require_each(
    cards: Iterable[StubbedGiftCard], holds: Callable[[StubbedGiftCard], bool], slug: str
) -> None:
    for place, card in enumerate(cards, start=1):
        if not holds(card):
            raise StubRefusal(slug, "the gift card cannot pay", gift_card=place, currency=card.currency)


def _money(amount: int, currency: str) -> Mapping[str, Any]:
    return {"amount": amount, "currency": currency}


def _new_code() -> str:
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
