"""Returns: no more comes back than has left, and the shelf has what came back unharmed, once."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
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
            yield _breach(snapshot, BreachKind.OVERRETURNED, back.checkout_id, sentence)


def the_shelf_has_what_came_back(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Inventory has taken back each copy that orders knows of as unharmed, and no other copy of an order."""
    known = {(back.checkout_id, back.sku): back.unharmed for back in snapshot.came_back}
    found = {(line.checkout_id, line.sku): line.quantity for line in snapshot.returned_copies}
    for order, sku, unharmed, shelved in told_otherwise(snapshot, known, found):
        sentence = (
            f"inventory has taken back {copies({sku: shelved}, snapshot.titles_by_sku)} of order "
            f"{order.number}, of which {unharmed} came back unharmed"
        )
        yield _breach(snapshot, BreachKind.RETURN_MISCOUNTED, order.checkout_id, sentence, _SHELVED)


def _breach(
    snapshot: Snapshot, kind: BreachKind, checkout_id: str, sentence: str, arrow: str | None = None
) -> AuditBreach:
    mine = [row for row in snapshot.came_back if row.checkout_id == checkout_id]
    evidence = (*rows_of(snapshot, checkout_id), EvidenceTable.of("copies that came back", mine))
    return AuditBreach(kind, sentence, evidence, arrow)
