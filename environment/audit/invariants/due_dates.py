"""Due dates of transfers: so many days after the day of the order, in the calendar of the destination."""

from __future__ import annotations

from collections.abc import Iterator

from environment.audit.breach import AuditBreach, BreachKind
from environment.audit.facts.order_content import OrderContent
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.sentences import rows_of
from environment.reckoning.due_date import DAYS, day_of, due_days
from environment.reckoning.zones import zones_of

_DECIDED = "checkout -> orders"  # the row only repeats what the checkout has decided


def transfers_are_due_on_their_day(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """An order by transfer has the due date that is reckoned from its day and its destination.

    A step that asks orders itself, in the place of the checkout, sets a date of its own.
    """
    submitted = {each.checkout_id for each in snapshot.checkouts}
    for order in snapshot.order_contents:
        if order.terms is None or order.payment_method not in DAYS or order.checkout_id not in submitted:
            continue
        if wrong := _wrong_with(order, DAYS[order.payment_method]):
            sentence = f"the transfer for order {order.number} {wrong}"
            rows = rows_of(snapshot, order.checkout_id)
            yield AuditBreach(BreachKind.RECORDS_DIFFER, sentence, rows, arrow=_DECIDED)


def _wrong_with(order: OrderContent, days: int) -> str:
    """What is wrong with the due date; nothing where it is right in a zone of the destination."""
    assert order.terms is not None
    country = dict(order.address)["country"]
    for zone in zones_of(country):
        right = due_days(order.placed_at, days, zone)
        if day_of(order.terms.due_at, zone) in right:
            return ""
    return f"is due on {day_of(order.terms.due_at, zone)}, but it should be on {max(right)} in {zone.key}"
