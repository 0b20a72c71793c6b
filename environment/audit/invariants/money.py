"""Money: the gateway and the bank have received what orders cost, and hold nothing more."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.snapshot import ChargeRow, OrderRow, Snapshot
from environment.audit.invariants import sentences
from environment.audit.invariants.parcel_charges import waits_for_parcels
from environment.audit.invariants.sentences import rows_of

# Final statuses of a payment at the gateway. A declined payment waits for another card, and holds nothing.
_ENDED = ("succeeded", "canceled", "requires_payment_method")


def money_is_what_orders_cost(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Captured or transferred - refunded = paid orders less what gift cards gave, by checkout."""
    for (checkout_id, currency), kept in _kept(snapshot).items():
        order = snapshot.order_of.get(checkout_id)
        cost = _cost(order) if order and order.currency == currency else 0
        captures = [charge for charge in snapshot.charges if _paid_for(charge, checkout_id, currency)]
        is_double_charge = kept > cost > 0 and len(captures) > 1  # a breach of charged_once
        if kept != cost and not is_double_charge and checkout_id not in snapshot.unfinished:
            kind, sentence = _unbalanced(order, kept, currency)
            yield AuditBreach(kind, sentence, (*rows_of(snapshot, checkout_id), balance(snapshot)))


def charged_once(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every order has at most one capture."""
    captures: defaultdict[str, list[ChargeRow]] = defaultdict(list)
    for charge in snapshot.charges:
        if charge.captured and charge.checkout_id is not None:
            captures[charge.checkout_id].append(charge)
    for checkout_id, found in captures.items():
        if len(found) > 1:
            amounts = " and ".join(sentences.money(charge.captured, charge.currency) for charge in found)
            times = "twice" if len(found) == 2 else f"{len(found)} times"
            sentence = f"the customer was charged {times} for {snapshot.order_name(checkout_id)}: {amounts}"
            yield AuditBreach(BreachKind.DOUBLE_CHARGE, sentence, rows_of(snapshot, checkout_id))


def refunded_once(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every refund of the payments service is at most one refund at the gateway."""
    made = Counter(
        (refund.refund_id, refund.amount, refund.currency)
        for refund in snapshot.refunds
        if refund.refund_id is not None and refund.status not in ("failed", "canceled")
    )
    for (refund_id, amount, currency), count in made.items():
        if count > 1:
            sentence = f"a refund of {sentences.money(amount, currency)} was made {count} times"
            rows = [refund for refund in snapshot.refunds if refund.refund_id == refund_id]
            evidence = (EvidenceTable.of("refunds at the gateway", rows),)
            yield AuditBreach(BreachKind.DOUBLE_REFUND, sentence, evidence)


def nothing_left_held(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Every hold, and every payment that waits for the customer's bank, belongs to an unfinished checkout."""
    for charge in _not_ended(snapshot):
        if not _is_held_for_parcels(charge):
            yield _left(snapshot, charge)


def holds_for_parcels_have_orders(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """A card that is charged at shipment is held for an order that is active."""
    for charge in filter(_is_held_for_parcels, _not_ended(snapshot)):
        order = snapshot.order_of.get(charge.checkout_id or "")
        if order is None or not order.is_active:
            yield _left(snapshot, charge)


def holds_for_parcels_end(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """A card that is charged at shipment is held as long as copies of its order have yet to leave."""
    for charge in filter(_is_held_for_parcels, _not_ended(snapshot)):
        order = snapshot.order_of.get(charge.checkout_id or "")
        if order is not None and order.is_active and not waits_for_parcels(snapshot, charge.checkout_id):
            yield _left(snapshot, charge)


def _not_ended(snapshot: Snapshot) -> Iterator[ChargeRow]:
    """The payments at the gateway that have not ended, and that no unfinished checkout needs."""
    for charge in snapshot.charges:
        if charge.status not in _ENDED and charge.checkout_id not in snapshot.unfinished:
            yield charge


def _is_held_for_parcels(charge: ChargeRow) -> bool:
    return charge.in_parts and charge.held > 0


def _left(snapshot: Snapshot, charge: ChargeRow) -> AuditBreach:
    amount = sentences.money(charge.held or charge.amount, charge.currency)
    what = "held on the customer's card" if charge.held else "waiting for the customer's bank"
    name = snapshot.order_name(charge.checkout_id)
    sentence = f"{amount} is still {what} for {name}, and no unfinished checkout needs it"
    table = EvidenceTable.of("payments at the gateway", [charge])
    return AuditBreach(BreachKind.HOLD_LEFT, sentence, rows_of(snapshot, charge.checkout_id) or (table,))


def payments_knows_the_gateway(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The payments service has recorded the same amounts as the gateway."""
    for payment in snapshot.payments:
        charges = [charge for charge in snapshot.charges if charge.checkout_id == payment.checkout_id]
        real = sum(charge.captured for charge in charges), sum(charge.refunded for charge in charges)
        if payment.due or len(charges) > 1 or (payment.captured, payment.refunded) == real:
            continue
        sentence = (
            f"for {snapshot.order_name(payment.checkout_id)} the payments service has recorded "
            f"{_amounts(payment.captured, payment.refunded, payment.currency)}, "
            f"but the gateway {_amounts(*real, payment.currency)}"
        )
        yield AuditBreach(BreachKind.RECORDS_DIFFER, sentence, rows_of(snapshot, payment.checkout_id))


def balance(snapshot: Snapshot) -> EvidenceTable:
    """Captured, refunded and the cost of the paid orders, by currency."""
    found = {charge.currency for charge in snapshot.charges} | {order.currency for order in snapshot.orders}
    rows = []
    for currency in sorted(found):
        charges = [charge for charge in snapshot.charges if charge.currency == currency]
        orders = [order for order in snapshot.orders if order.currency == currency]
        captured, refunded = (sum(getattr(row, what) for row in charges) for what in ("captured", "refunded"))
        cost = sum(_cost(order) for order in orders)
        amounts = (sentences.money(amount, currency) for amount in (captured, refunded, cost))
        rows.append((currency, *amounts, captured - refunded - cost))
    headings = ("currency", "captured", "refunded", "paid orders", "difference (minor units)")
    return EvidenceTable("balance", headings, tuple(rows))


def _kept(snapshot: Snapshot) -> Counter[tuple[str, str]]:
    """The received amounts by checkout and currency, 0 for an order without a payment."""
    kept: Counter[tuple[str, str]] = Counter()
    for order in snapshot.orders:
        kept[order.checkout_id, order.currency] += 0
    for charge in snapshot.charges:
        kept[charge.checkout_id or charge.payment_id, charge.currency] += charge.kept
    for expected in snapshot.expected_transfers:
        kept[expected.checkout_id, expected.currency] += expected.kept
    return kept


def _cost(order: OrderRow) -> int:
    """What its payment has to give: the grand total less refunds, 0 for an order that is not active.

    What refunds have taken off what was owed never had to come. Where its card is charged at shipment, what
    its parcels have charged.

    The part of gift cards and store credit is not in it, since the gateway never sees that.
    """
    if not order.is_active:
        return 0
    if order.on_shipment:
        return order.charged - (order.refunded - order.refunded_to_gift_cards)
    return order.grand_total - order.reduced - order.refunded - _by_gift_cards(order)


def _by_gift_cards(order: OrderRow) -> int:
    return order.redeemed - order.refunded_to_gift_cards


def _paid_for(charge: ChargeRow, checkout_id: str, currency: str) -> bool:
    return charge.checkout_id == checkout_id and charge.currency == currency and charge.captured > 0


def _unbalanced(order: OrderRow | None, kept: int, currency: str) -> tuple[BreachKind, str]:
    amount = sentences.money(kept, currency)
    if order is None:
        return BreachKind.CHARGED_WITHOUT_ORDER, f"the customer was charged {amount} and has no order"
    name = f"order {order.number}"
    if order.state == "canceled":
        sentence = f"{name} is canceled, but {amount} was not refunded to the customer"
        return BreachKind.MONEY_NOT_REFUNDED, sentence
    if not order.is_active:
        sentence = f"the customer was charged {amount}, but {name} is {order.state}"
        return BreachKind.CHARGED_WITHOUT_ORDER, sentence
    owed = _owed(order)
    if kept == 0:
        sentence = f"{name} of {owed} counts as paid, but the bookstore has no money for it"
        return BreachKind.PAID_WITHOUT_MONEY, sentence
    return BreachKind.WRONG_AMOUNT, f"the customer has paid {amount} for {name}, which costs {owed}"


def _owed(order: OrderRow) -> str:
    if order.on_shipment:
        return f"{sentences.money(_cost(order), order.currency)} for its parcels"
    total = sentences.money(order.grand_total - order.redeemed - order.reduced, order.currency)
    back = order.refunded - order.refunded_to_gift_cards
    return f"{total} less {sentences.money(back, order.currency)} refunded" if back else total


def _amounts(captured: int, refunded: int, currency: str) -> str:
    return f"{sentences.money(captured, currency)} charged and {sentences.money(refunded, currency)} refunded"
