"""Exchanges: no more is exchanged than came back, and inventory has sold each replacement once."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.sentences import counted, rows_of
from environment.audit.shipment_rows import ExchangedRow
from environment.audit.snapshot import Snapshot

_SOLD = "orders -> inventory"
"""Inventory sells in exchange what orders asks for, and nothing else."""


def no_more_is_exchanged_than_came_back(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Of each title at most what came back; with what was refunded, at most what was bought or came back."""
    bought = {(line.checkout_id, line.sku): line.quantity for line in snapshot.order_lines}
    returned = {(line.checkout_id, line.sku): line.quantity for line in snapshot.came_back}
    for each in snapshot.exchanged:
        back = returned.get((each.checkout_id, each.sku), 0)
        most = max(back, bought.get((each.checkout_id, each.sku), 0))
        if each.quantity > back or each.quantity + each.refunded > most:
            copies, title = counted(each.quantity, "copy", "copies"), _title(snapshot, each.sku)
            name = snapshot.order_name(each.checkout_id)
            sentence = (
                f'{name} has exchanged {copies} of "{title}" and refunded {each.refunded}, '
                f"of which {back} came back"
            )
            yield _breach(snapshot, BreachKind.OVEREXCHANGED, each, sentence)


def no_more_replaces_than_was_exchanged(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """No copy leaves in exchange that inventory has not sold for it."""
    sold = {(each.checkout_id, each.sku): each.sold for each in snapshot.exchanged}
    for sent in snapshot.shipped_copies:
        most = sold.get((sent.checkout_id, sent.sku), 0)
        if sent.replacing > most:
            copies, title = counted(sent.replacing, "copy", "copies"), _title(snapshot, sent.sku)
            name = snapshot.order_name(sent.checkout_id)
            sentence = f'{copies} of "{title}" left in exchange for {name}, for which {most} were sold'
            evidence = (*rows_of(snapshot, sent.checkout_id), EvidenceTable.of("shipped copies", [sent]))
            yield AuditBreach(BreachKind.OVERSHIPPED, sentence, evidence)


def inventory_has_sold_what_was_exchanged(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Inventory has sold in exchange each copy that orders knows of as sold, and no other."""
    asked = {message.checkout_id for message in snapshot.messages}
    sold = {(line.checkout_id, line.sku): line.quantity for line in snapshot.exchanged_copies}
    known = {(each.checkout_id, each.sku): each for each in snapshot.exchanged}
    for checkout_id, sku in dict.fromkeys((*known, *sold)):
        order = snapshot.order_of.get(checkout_id)
        if order is None or not order.is_active or checkout_id in asked:
            continue
        each = known.get((checkout_id, sku), ExchangedRow(checkout_id, sku, 0, 0, 0))
        found = sold.get((checkout_id, sku), 0)
        if found != each.sold:
            copies, title = counted(found, "copy", "copies"), _title(snapshot, sku)
            sentence = (
                f'inventory has sold {copies} of "{title}" in exchange for order {order.number}, '
                f"which has exchanged {each.sold}"
            )
            yield _breach(snapshot, BreachKind.EXCHANGE_MISCOUNTED, each, sentence, _SOLD)


def _title(snapshot: Snapshot, sku: str) -> str:
    return snapshot.titles_by_sku.get(sku, sku)


def _breach(
    snapshot: Snapshot, kind: BreachKind, each: ExchangedRow, sentence: str, arrow: str | None = None
) -> AuditBreach:
    mine = [row for row in snapshot.exchanged if row.checkout_id == each.checkout_id]
    evidence = (*rows_of(snapshot, each.checkout_id), EvidenceTable.of("exchanged copies", mine))
    return AuditBreach(kind, sentence, evidence, arrow)
