"""Discount codes: every code is redeemed as often as orders used it."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.sentences import counted, rows_of
from environment.audit.snapshot import OrderRow, Snapshot


def redemptions_are_counted(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The count of a code is the number of its redemptions."""
    for code in snapshot.codes:
        rows = [row for row in snapshot.redemptions if row.code == code.code and row.state == "redeemed"]
        if code.redeemed != len(rows):
            found = counted(len(rows), "redemption", "redemptions")
            sentence = f"the count of {code.code} is {code.redeemed}, but pricing has stored {found}"
            evidence = (
                EvidenceTable.of("discount codes", [code]),
                EvidenceTable.of("redemptions", rows),
            )
            yield AuditBreach(BreachKind.CODE_MISCOUNTED, sentence, evidence, "pricing -> postgres")


def redemptions_have_orders(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """A code is redeemed for an active order, or for a canceled one where canceled orders count."""
    redeemed = {row.checkout_id: row for row in snapshot.redemptions if row.state == "redeemed"}
    used = {order.checkout_id: order for order in _orders_that_used_a_code(snapshot)}
    undelivered = {each.checkout_id for each in snapshot.messages if each.destination == "pricing"}
    for checkout_id, redemption in redeemed.items():
        if checkout_id not in used and checkout_id not in snapshot.unfinished | undelivered:
            name, released_by = _without_right(snapshot, checkout_id)
            sentence = f"{redemption.code} is redeemed for {name}"
            table = EvidenceTable.of("redemptions", [redemption])
            evidence = (table, *rows_of(snapshot, checkout_id))
            yield AuditBreach(BreachKind.CODE_MISCOUNTED, sentence, evidence, links=(released_by,))
    for checkout_id, order in used.items():
        if checkout_id not in redeemed:
            sentence = f"order {order.number} used {order.discount_code}, which was not redeemed for it"
            bound = ("checkout -> pricing: binding quote",)
            rows = rows_of(snapshot, checkout_id)
            yield AuditBreach(BreachKind.CODE_MISCOUNTED, sentence, rows, links=bound)


def _orders_that_used_a_code(snapshot: Snapshot) -> Iterator[OrderRow]:
    """Without the orders that their own checkout canceled: their customers never had them."""
    count = {code.code for code in snapshot.codes if code.canceled_orders_count}
    refused = {checkout.checkout_id for checkout in snapshot.checkouts if checkout.state == "refused"}
    for order in snapshot.orders:
        canceled = order.paid and order.discount_code in count and order.checkout_id not in refused
        if order.discount_code and (order.is_active or canceled):
            yield order


def _without_right(snapshot: Snapshot, checkout_id: str) -> tuple[str, str]:
    """For what the code is redeemed, and the operation that should have released it."""
    order = snapshot.order_of.get(checkout_id)
    if order and order.paid and order.discount_code:
        return f"order {order.number}, although the order was canceled", "orders -> pricing: cancellation"
    return f"{snapshot.order_name(checkout_id)} that did not use it", "checkout -> pricing: release"
