"""Returns: no more comes back than has left, and the shelf has what came back unharmed, once."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.sentences import counted, rows_of
from environment.audit.shipment_rows import ReturnedRow
from environment.audit.snapshot import Snapshot

_SHELVED = "orders -> inventory"
"""Inventory knows of a return what orders has told it, and nothing else."""


def no_more_comes_back_than_has_left(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Of each title of an order, at most as many copies as were shipped."""
    left = {(line.checkout_id, line.sku): line.quantity for line in snapshot.shipped_copies}
    for back in snapshot.came_back:
        most = left.get((back.checkout_id, back.sku), 0)
        if back.quantity > most:
            copies, title = counted(back.quantity, "copy", "copies"), _title(snapshot, back.sku)
            name = snapshot.order_name(back.checkout_id)
            sentence = f'{copies} of "{title}" came back of {name}, of which {most} had left'
            yield _breach(snapshot, BreachKind.OVERRETURNED, back, sentence)


def the_shelf_has_what_came_back(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Inventory has taken back each copy that orders knows of as unharmed, and no other copy of an order."""
    asked = {message.checkout_id for message in snapshot.messages}
    shelved = {(line.checkout_id, line.sku): line.quantity for line in snapshot.returned_copies}
    known = {(back.checkout_id, back.sku): back for back in snapshot.came_back}
    for checkout_id, sku in dict.fromkeys((*known, *shelved)):
        order = snapshot.order_of.get(checkout_id)
        if order is None or not order.is_active or checkout_id in asked:
            continue
        back = known.get((checkout_id, sku), ReturnedRow(checkout_id, sku, 0, 0))
        found = shelved.get((checkout_id, sku), 0)
        if found != back.unharmed:
            copies, title = counted(found, "copy", "copies"), _title(snapshot, sku)
            sentence = (
                f'inventory has taken back {copies} of "{title}" of order {order.number}, '
                f"of which {back.unharmed} came back unharmed"
            )
            yield _breach(snapshot, BreachKind.RETURN_MISCOUNTED, back, sentence, _SHELVED)


def _title(snapshot: Snapshot, sku: str) -> str:
    return snapshot.titles_by_sku.get(sku, sku)


def _breach(
    snapshot: Snapshot, kind: BreachKind, back: ReturnedRow, sentence: str, arrow: str | None = None
) -> AuditBreach:
    mine = [row for row in snapshot.came_back if row.checkout_id == back.checkout_id]
    evidence = (*rows_of(snapshot, back.checkout_id), EvidenceTable.of("copies that came back", mine))
    return AuditBreach(kind, sentence, evidence, arrow)
