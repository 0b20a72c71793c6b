"""What orders has told inventory of the copies of an order, beside what inventory has of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from environment.audit.facts.snapshot import OrderRow, Snapshot

Copies = Mapping[tuple[str, str], int]
"""By checkout and SKU."""


def told_otherwise(
    snapshot: Snapshot, known: Copies, found: Copies
) -> Iterator[tuple[OrderRow, str, int, int]]:
    """An order under way, a SKU, and the copies that orders knows of and inventory has, where they differ.

    An order of which a message still waits is left out: inventory is told later.
    """
    waiting = {message.checkout_id for message in snapshot.messages}
    for checkout_id, sku in dict.fromkeys((*known, *found)):
        order = snapshot.order_of.get(checkout_id)
        if order is None or not order.is_active or checkout_id in waiting:
            continue
        counts = known.get((checkout_id, sku), 0), found.get((checkout_id, sku), 0)
        if counts[0] != counts[1]:
            yield order, sku, *counts
