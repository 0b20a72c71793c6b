"""Discount codes: every code is redeemed as often as orders used it."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.snapshot import OrderRow, Snapshot
from environment.audit.invariants.sentences import counted, rows_of


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
    redeemed = {(row.checkout_id, row.code): row for row in snapshot.redemptions if row.state == "redeemed"}
    used = {(order.checkout_id, code): order for order, code in _codes_of_orders(snapshot)}
    undelivered = {each.checkout_id for each in snapshot.messages if each.destination == "pricing"}
    for (checkout_id, code), redemption in redeemed.items():
        if (checkout_id, code) not in used and checkout_id not in snapshot.unfinished | undelivered:
            name, released_by = _without_right(snapshot, checkout_id, code)
            table = EvidenceTable.of("redemptions", [redemption])
            evidence = (table, *rows_of(snapshot, checkout_id))
            sentence = f"{code} is redeemed for {name}"
            yield AuditBreach(BreachKind.CODE_MISCOUNTED, sentence, evidence, links=(released_by,))
    for (checkout_id, code), order in used.items():
        if (checkout_id, code) not in redeemed:
            sentence = f"order {order.number} used {code}, which was not redeemed for it"
            bound = ("checkout -> pricing: binding quote",)
            rows = rows_of(snapshot, checkout_id)
            yield AuditBreach(BreachKind.CODE_MISCOUNTED, sentence, rows, links=bound)


def _codes_of_orders(snapshot: Snapshot) -> Iterator[tuple[OrderRow, str]]:
    """Without the orders that their own checkout canceled: their customers never had them."""
    count = {code.code for code in snapshot.codes if code.canceled_orders_count}
    refused = {checkout.checkout_id for checkout in snapshot.checkouts if checkout.state == "refused"}
    for order in snapshot.orders:
        for code in order.discount_codes:
            canceled = order.paid and code in count and order.checkout_id not in refused
            if order.stands or canceled:
                yield order, code


def _without_right(snapshot: Snapshot, checkout_id: str, code: str) -> tuple[str, str]:
    """For what the code is redeemed, and the operation that should have released it."""
    order = snapshot.order_of.get(checkout_id)
    if order and order.paid and code in order.discount_codes:
        return f"order {order.number}, although the order was canceled", "orders -> pricing: cancellation"
    return f"{snapshot.order_name(checkout_id)} that did not use it", "checkout -> pricing: release"
