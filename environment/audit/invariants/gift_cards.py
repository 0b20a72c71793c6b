"""Gift cards and store credit: no money is made or lost, and orders have what was redeemed for them."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.snapshot import OrderRow, Snapshot
from environment.audit.invariants.sentences import money, rows_of

_STORED = "payments -> postgres"


def balances_follow_movements(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Issued - redeemed + released + refunded = balance, for each gift card, and never less than 0."""
    for card in snapshot.gift_cards:
        balance, left = (money(amount, card.currency) for amount in (card.balance, card.left))
        if card.balance != card.left:
            sentence = f"a gift card has a balance of {balance}, but {left} is left of it"
        elif not 0 <= card.of_movements <= card.issued:
            sentence = f"a gift card of {money(card.issued, card.currency)} has {left} left"
        else:
            continue
        evidence = (EvidenceTable.of("gift cards", [card]),)
        yield AuditBreach(BreachKind.GIFT_CARD_MISCOUNTED, sentence, evidence, _STORED)


def redemptions_pay_orders(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Gift cards have given, and not got back, what an order counts as redeemed that is active or waits."""
    redemptions = {row.checkout_id: row for row in snapshot.gift_card_redemptions}
    paid = {order.checkout_id: order for order in snapshot.orders if order.redeemed}
    waiting = {each.checkout_id for each in snapshot.messages if each.destination.startswith("payments")}
    for checkout_id in dict.fromkeys((*redemptions, *paid)):
        redemption, order = redemptions.get(checkout_id), snapshot.order_of.get(checkout_id)
        kept, cost = redemption.kept if redemption else 0, _cost(order)
        currency = redemption.currency if redemption else order.currency if order else ""
        if (kept, currency) != (cost, order.currency if order else currency) and (
            checkout_id not in snapshot.unfinished | waiting
        ):
            kind, sentence = _unbalanced(snapshot, checkout_id, money(kept, currency), money(cost, currency))
            rows = EvidenceTable.of("redemptions", [redemption] if redemption else [])
            evidence = (*([rows] if rows.rows else []), *rows_of(snapshot, checkout_id))
            yield AuditBreach(kind, sentence, evidence, links=_links(kind, order))


def redemptions_stay_within_totals(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Gift cards give at most the grand total of the binding quote, of which redeemed is a part."""
    quotes = {quote.checkout_id: quote for quote in snapshot.quotes}
    for row in snapshot.gift_card_redemptions:
        quote = quotes.get(row.checkout_id)
        total = (quote.grand_total, quote.currency) if quote else (row.total, row.currency)
        if (row.total, row.currency) != total or row.redeemed > row.total:
            given, of, due = money(row.redeemed, row.currency), money(row.total, row.currency), money(*total)
            name = snapshot.order_name(row.checkout_id)
            sentence = f"gift cards gave {given} of {of} for {name}, which costs {due}"
            evidence = (EvidenceTable.of("redemptions", [row]), *rows_of(snapshot, row.checkout_id))
            yield AuditBreach(BreachKind.WRONG_AMOUNT, sentence, evidence, "checkout -> payments")


def given_for(snapshot: Snapshot, checkout_id: str) -> int:
    """What gift cards gave for a checkout, also where they have got it back."""
    return sum(row.redeemed for row in snapshot.gift_card_redemptions if row.checkout_id == checkout_id)


def _cost(order: OrderRow | None) -> int:
    if order is None or not order.stands:
        return 0
    return order.redeemed - order.refunded_to_gift_cards


def _links(kind: BreachKind, order: OrderRow | None) -> tuple[str, ...]:
    """The operation that should have given it back: orders asks for it once its checkout has ended."""
    if kind is not BreachKind.GIFT_CARD_NOT_RELEASED:
        return ()
    caller = "orders" if order and order.was_accepted else "checkout"
    return (f"{caller} -> payments: release of the redemption",)


def _unbalanced(snapshot: Snapshot, checkout_id: str, kept: str, cost: str) -> tuple[BreachKind, str]:
    order, name = snapshot.order_of.get(checkout_id), snapshot.order_name(checkout_id)
    if order is None or not order.is_active:
        sentence = f"{kept} of gift cards was not given back for {name}, which is not active"
        return BreachKind.GIFT_CARD_NOT_RELEASED, sentence
    sentence = f"{name} counts {cost} of gift cards, but they have given {kept}"
    return BreachKind.GIFT_CARD_MISCOUNTED, sentence
