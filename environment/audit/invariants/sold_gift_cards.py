"""Gift cards that orders buy: each paid copy is one card, of its price, and nothing else is (record 48)."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.gift_card_rows import SoldGiftCardRow
from environment.audit.facts.order_content import OrderContent
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.sentences import money, rows_of

_SOLD = "payments, sale of gift cards"
_VOIDED = "payments, void of gift cards"
Card = tuple[str, int, int]
"""The title, which card of its line it is, and what it holds, in minor units."""


def paid_gift_cards_are_issued(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """An order that is paid, and not canceled, has a gift card over its price for each copy of one."""
    waiting = {each.checkout_id for each in snapshot.messages if each.destination == _SOLD}
    for content in snapshot.order_contents:
        order = snapshot.order_of.get(content.checkout_id)
        if order is None or not order.is_active or content.checkout_id in waiting | snapshot.unfinished:
            continue
        cards = [
            card for card in _of(snapshot, content.checkout_id) if not card.is_void or card.taken_back_by
        ]
        issued = sorted((card.sku, card.number, card.amount) for card in cards)
        if (due := sorted(_due(content))) != issued or any(c.currency != order.currency for c in cards):
            had, paid = (_sum(each, order.currency) for each in (issued, due))
            sentence = f"order {content.number} has paid for {paid} as gift cards, and has {had}"
            yield _breach(snapshot, BreachKind.GIFT_CARD_NOT_ISSUED, sentence, content.checkout_id)


def only_paid_orders_have_gift_cards(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """No other order has a gift card that is worth anything, and none was paid with gift cards."""
    waiting = {each.checkout_id for each in snapshot.messages if each.destination == _VOIDED}
    bills = {content.checkout_id: content for content in snapshot.order_contents}
    for checkout_id in dict.fromkeys(card.checkout_id for card in snapshot.sold_gift_cards):
        order, name = snapshot.order_of.get(checkout_id), snapshot.order_name(checkout_id)
        cards = [card for card in _of(snapshot, checkout_id) if not card.is_void]
        is_active = order is not None and order.is_active
        if cards and not is_active and checkout_id not in waiting | snapshot.unfinished:
            sentence = f"{name} is not active, and has {len(cards)} gift cards that can be spent"
            yield _breach(snapshot, BreachKind.GIFT_CARD_NOT_PAID, sentence, checkout_id)
        if checkout_id in bills and bills[checkout_id].redeemed:
            sentence = f"{name} has bought gift cards with gift cards"
            yield _breach(snapshot, BreachKind.GIFT_CARD_NOT_PAID, sentence, checkout_id)


def refunded_gift_cards_are_taken_back(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """A refund of gift cards has taken back as many, unspent, and no other has been taken back."""
    for content in snapshot.order_contents:
        order = snapshot.order_of.get(content.checkout_id)
        if order is None or not order.is_active or content.checkout_id in snapshot.unfinished:
            continue
        sold = {line.sku for line in content.bill.lines if line.is_money}
        cards = _of(snapshot, content.checkout_id)
        for refund in content.refunds if sold else ():
            paid = sum(share.quantity for share in refund.shares if share.part in sold)
            taken = sum(card.taken_back_by == refund.refund_id for card in cards)
            if taken != paid and not (refund.state == "failed" and taken == 0):
                sentence = (
                    f"order {content.number} was paid back {paid} gift cards, of which {taken} are void"
                )
                yield _breach(snapshot, BreachKind.GIFT_CARD_NOT_PAID, sentence, content.checkout_id)


def _due(content: OrderContent) -> Iterator[Card]:
    for line in content.bill.lines:
        if line.is_money:
            yield from ((line.sku, number, line.unit_price) for number in range(1, line.quantity + 1))


def _of(snapshot: Snapshot, checkout_id: str) -> list[SoldGiftCardRow]:
    return [card for card in snapshot.sold_gift_cards if card.checkout_id == checkout_id]


def _sum(cards: list[Card], currency: str) -> str:
    return f"{len(cards)} of {money(sum(amount for *_, amount in cards), currency)}"


def _breach(snapshot: Snapshot, kind: BreachKind, sentence: str, checkout_id: str) -> AuditBreach:
    sold = EvidenceTable.of("sold gift cards", _of(snapshot, checkout_id))
    return AuditBreach(kind, sentence, (*([sold] if sold.rows else []), *rows_of(snapshot, checkout_id)))
