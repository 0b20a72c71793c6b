"""Shipments: no copy leaves the warehouse that is not bought, paid for and still owed to its customer."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.shipment_rows import ShippedRow
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.copies import copies_by_sku
from environment.audit.invariants.sentences import counted, rows_of

_CHANGED, _SENT = "customer -> orders", "staff -> orders"


def no_more_is_shipped_than_was_bought(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Of each printed title at most what was bought less what had been refunded before it was shipped.

    What was sold in exchange is another check.
    """
    bought = {
        order: copies_by_sku(
            line for line in snapshot.order_lines if line.checkout_id == order and line.in_copies
        )
        for order in {line.checkout_id for line in snapshot.shipped_copies}
    }
    for shipped in snapshot.shipped_copies:
        due = bought[shipped.checkout_id][shipped.sku] - shipped.refunded_before
        first = shipped.quantity - shipped.replacing
        if first > due:
            title = snapshot.titles_by_sku.get(shipped.sku, shipped.sku)
            copies = counted(first, "copy", "copies")
            name = snapshot.order_name(shipped.checkout_id)
            sentence = f'{copies} of "{title}" left the warehouse for {name}, which was owed {due}'
            yield _breach(snapshot, shipped, sentence)


def only_active_orders_are_shipped(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """An order of which copies have left is paid, or owed on invoice, and is not canceled."""
    for checkout_id in dict.fromkeys(line.checkout_id for line in snapshot.shipped_copies):
        order = snapshot.order_of.get(checkout_id)
        if order and not order.is_sold:
            shipped = next(line for line in snapshot.shipped_copies if line.checkout_id == checkout_id)
            yield _breach(snapshot, shipped, f"order {order.number} is {order.state}, but was shipped")


def parcels_go_where_the_order_says(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """Each parcel has the address of its order, which has not changed since the first of them has left."""
    for order in snapshot.order_contents:
        wrong = [each for each in order.shipments if each.address != order.address]
        if wrong and not order.erased:
            sentence = f"a parcel of order {order.number} went to another address than that of the order"
            arrow = _CHANGED if order.former else _SENT
            yield AuditBreach(BreachKind.MISDIRECTED, sentence, rows_of(snapshot, order.checkout_id), arrow)


def orders_stay_in_the_place_of_their_price(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """An order was priced for a country, which no change of its address leaves."""
    for order in snapshot.order_contents:
        countries = {
            dict(address)["country"] for address in (order.address, *(each.address for each in order.former))
        }
        if len(countries) > 1:
            sentence = f"order {order.number} was priced for one country, and is sent to another"
            evidence = rows_of(snapshot, order.checkout_id)
            yield AuditBreach(BreachKind.MISDIRECTED, sentence, evidence, _CHANGED)


def _breach(snapshot: Snapshot, shipped: ShippedRow, sentence: str) -> AuditBreach:
    mine = [line for line in snapshot.shipped_copies if line.checkout_id == shipped.checkout_id]
    evidence = (*rows_of(snapshot, shipped.checkout_id), EvidenceTable.of("shipped copies", mine))
    return AuditBreach(BreachKind.OVERSHIPPED, sentence, evidence)
