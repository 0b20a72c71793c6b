"""Orders on invoice: who owes was allowed to, and what is owed is what orders cost and was not paid.

What refunds have taken off it is not owed any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.snapshot import OrderRow, Snapshot
from environment.audit.facts.transfer_rows import ExpectedTransferRow
from environment.audit.invariants.sentences import money, rows_of

_EXPECTED = ("checkout -> payments: expected transfer",)
_TOLD = ("payments -> orders: transfer notice",)


def customers_owe_what_was_allowed(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """With each order on invoice its customer owed at most the limit of that moment.

    What was owed before can only have become less since then: what is left of it is held to the limit.
    """
    owed: Counter[tuple[str, str]] = Counter()
    for row in snapshot.expected_transfers:
        if row.owed_by is None or row.credit_limit is None:
            continue
        owed[row.owed_by, row.currency] += row.owed
        found, limit = owed[row.owed_by, row.currency], row.credit_limit
        if row.owed and found > limit:
            amounts = (money(amount, row.currency) for amount in (found, limit))
            sentence = "a customer owes {} on invoice, but was allowed {}".format(*amounts)
            mine = [each for each in snapshot.expected_transfers if each.owed_by == row.owed_by]
            evidence = (EvidenceTable.of("expected transfers of the customer", mine),)
            yield AuditBreach(BreachKind.OWED_TOO_MUCH, sentence, evidence, links=_EXPECTED)


def orders_on_invoice_are_owed(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The customer of an order on invoice owes what it costs, less gift cards, reductions and transfers."""
    expectations = {row.checkout_id: row for row in snapshot.expected_transfers}
    undelivered = {each.checkout_id for each in snapshot.messages}
    for order in snapshot.orders:
        if order.on_invoice and order.checkout_id not in snapshot.unfinished | undelivered:
            for wrong, links in _wrong_with(order, expectations.get(order.checkout_id)):
                sentence = f"order {order.number} {wrong}"
                rows = rows_of(snapshot, order.checkout_id)
                yield AuditBreach(BreachKind.RECORDS_DIFFER, sentence, rows, links=links)


def the_books_have_what_is_owed(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The receivables in each currency are the sum of what orders on invoice have still to receive."""
    if snapshot.unfinished or snapshot.messages:
        return  # an order and its expected transfer change one after the other
    owed: Counter[str] = Counter()
    for order in snapshot.orders:
        owed[order.currency] += _still_owed(order)
    booked = {row.currency: row.owed for row in snapshot.receivables}
    for currency in sorted({*owed, *booked}):
        if owed[currency] != booked.get(currency, 0):
            amounts = (money(amount, currency) for amount in (booked.get(currency, 0), owed[currency]))
            sentence = "the books have receivables of {}, but orders are owed {}".format(*amounts)
            evidence = (EvidenceTable.of("receivables", snapshot.receivables),)
            yield AuditBreach(BreachKind.RECORDS_DIFFER, sentence, evidence, links=_TOLD)


def _wrong_with(
    order: OrderRow, expected: ExpectedTransferRow | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    due, owed = _still_owed(order), expected.owed if expected else 0
    if due != owed:
        stated, found = (money(amount, order.currency) for amount in (due, owed))
        yield f"is owed {stated}, but payments expects {found} for it", _TOLD
    if expected and expected.owed_by != order.owner:
        yield "was bought on invoice, but another customer owes it", _EXPECTED


def _still_owed(order: OrderRow) -> int:
    return order.grand_total - order.redeemed - order.reduced - order.received if order.is_owed else 0
