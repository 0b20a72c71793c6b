"""E-books are delivered once for each line, and an opened one is not given back (record 41)."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind
from environment.audit.facts.order_content import DownloadRow
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.sentences import rows_of


def ebooks_of_paid_orders_have_links(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """An order that was paid, or bought on invoice, has one link to each of its e-books; no other has any."""
    for order in snapshot.orders:
        lines = [line for line in snapshot.order_lines if line.checkout_id == order.checkout_id]
        sold = order.paid or order.invoiced
        ebooks = sorted(line.sku for line in lines if line.by_link) if sold else []
        linked = sorted(each.sku for each in _of(snapshot, order.checkout_id))
        if linked != ebooks:
            sentence = f"order {order.number} has {len(linked)} links to its {len(ebooks)} paid e-books"
            yield AuditBreach(BreachKind.EBOOK_UNDELIVERED, sentence, rows_of(snapshot, order.checkout_id))


def opened_ebooks_stay_paid(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The shop refunds no e-book that was opened, and opens none that it has refunded.

    What is refunded at the gateway itself, and what a checkout cancels, is told to the shop afterwards.
    """
    for each in snapshot.downloads:
        if each.is_opened and each.is_refunded:
            number = snapshot.order_of[each.checkout_id].number
            sentence = f"an e-book of order {number} was opened, and refunded as well"
            yield AuditBreach(BreachKind.EBOOK_REFUNDED, sentence, rows_of(snapshot, each.checkout_id))


def _of(snapshot: Snapshot, checkout_id: str) -> list[DownloadRow]:
    return [each for each in snapshot.downloads if each.checkout_id == checkout_id]
