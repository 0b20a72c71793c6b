"""Returns: no more comes back than has left, and the shelf has what came back unharmed, once."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.copies_told import told_otherwise
from environment.audit.invariants.sentences import copies, rows_of

_SHELVED = "orders -> inventory"
"""Inventory knows of a return what orders has told it, and nothing else."""


def no_more_comes_back_than_has_left(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Of each title of an order, at most as many copies as were shipped."""
    left = {(line.checkout_id, line.sku): line.quantity for line in snapshot.shipped_copies}
    for back in snapshot.came_back:
        most = left.get((back.checkout_id, back.sku), 0)
        if back.quantity > most:
            returned = copies({back.sku: back.quantity}, snapshot.titles_by_sku)
            sentence = (
                f"{returned} came back of {snapshot.order_name(back.checkout_id)}, of which {most} had left"
            )
            yield AuditBreach(BreachKind.OVERRETURNED, sentence, rows_of(snapshot, back.checkout_id))


def the_shelf_has_what_came_back(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Inventory has taken back each copy that orders knows of as unharmed, and no other copy of an order."""
    known = {(back.checkout_id, back.sku): back.unharmed for back in snapshot.came_back}
    found = {(line.checkout_id, line.sku): line.quantity for line in snapshot.returned_copies}
    for order, sku, unharmed, shelved in told_otherwise(snapshot, known, found):
        sentence = (
            f"inventory has taken back {copies({sku: shelved}, snapshot.titles_by_sku)} of order "
            f"{order.number}, of which {unharmed} came back unharmed"
        )
        yield AuditBreach(
            BreachKind.RETURN_MISCOUNTED, sentence, rows_of(snapshot, order.checkout_id), _SHELVED
        )
