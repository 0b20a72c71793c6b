"""Exchanges: no more is exchanged than came back, and inventory has sold each replacement once."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.copies_told import told_otherwise
from environment.audit.invariants.sentences import copies, rows_of

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
            exchanged = copies({each.sku: each.quantity}, snapshot.titles_by_sku)
            sentence = (
                f"{snapshot.order_name(each.checkout_id)} has exchanged {exchanged} "
                f"and refunded {each.refunded}, of which {back} came back"
            )
            yield AuditBreach(BreachKind.OVEREXCHANGED, sentence, rows_of(snapshot, each.checkout_id))


def no_more_replaces_than_was_exchanged(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """No copy leaves in exchange that inventory has not sold for it."""
    sold = {(each.checkout_id, each.sku): each.sold for each in snapshot.exchanged}
    for sent in snapshot.shipped_copies:
        most = sold.get((sent.checkout_id, sent.sku), 0)
        if sent.replacing > most:
            left = copies({sent.sku: sent.replacing}, snapshot.titles_by_sku)
            name = snapshot.order_name(sent.checkout_id)
            sentence = f"{left} left in exchange for {name}, for which {most} were sold"
            evidence = (*rows_of(snapshot, sent.checkout_id), EvidenceTable.of("shipped copies", [sent]))
            yield AuditBreach(BreachKind.OVERSHIPPED, sentence, evidence)


def inventory_has_sold_what_was_exchanged(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Inventory has sold in exchange each copy that orders knows of as sold, and no other."""
    known = {(each.checkout_id, each.sku): each.sold for each in snapshot.exchanged}
    found = {(line.checkout_id, line.sku): line.quantity for line in snapshot.exchanged_copies}
    for order, sku, sold, has_sold in told_otherwise(snapshot, known, found):
        sentence = (
            f"inventory has sold {copies({sku: has_sold}, snapshot.titles_by_sku)} in exchange for order "
            f"{order.number}, which has exchanged {sold}"
        )
        yield AuditBreach(
            BreachKind.EXCHANGE_MISCOUNTED, sentence, rows_of(snapshot, order.checkout_id), _SOLD
        )
