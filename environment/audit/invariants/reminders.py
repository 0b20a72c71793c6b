"""Reminders of overdue invoices: one for an order at most, and only over what was still to come of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from environment.audit.breach import AuditBreach, BreachKind, EvidenceTable
from environment.audit.facts.reminder_rows import ReminderRow
from environment.audit.facts.snapshot import Snapshot
from environment.audit.invariants.sentences import counted, money, rows_of
from environment.audit.invariants.transfers import missing_before, transfers_for

_ASKED = ("orders -> payments: look",)
_TOLD = "orders -> notifications"
_STATEMENT = timedelta(days=1)
"""A transfer of the due date is on the bank's statement a day later."""
_Wrong = tuple[BreachKind, str]


def who_owes_is_reminded(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """The customer of every overdue order on invoice was reminded of it."""
    for row in snapshot.reminders:
        if row.reminded_at is None and row.due_at + _STATEMENT <= snapshot.now:
            name = snapshot.order_name(row.checkout_id)
            sentence = f"the customer of {name} was not reminded that it is overdue"
            rows = rows_of(snapshot, row.checkout_id)
            yield AuditBreach(BreachKind.ORDER_UNFINISHED, sentence, rows, links=_ASKED)


def who_owes_is_reminded_once(snapshot: Snapshot) -> Iterator[AuditBreach]:
    """A customer is reminded once at most, after the due date, over what was still to come at that moment.

    A transfer that is booked, or a refund that is taken off what is owed, while the customer is reminded may
    have come before or after it.
    """
    reminded: set[str] = set()
    for reminder in snapshot.reminders:
        if reminder.reminded_at is None:
            continue
        again = [(BreachKind.MAIL_TWICE, "once more")] if reminder.checkout_id in reminded else []
        reminded.add(reminder.checkout_id)
        for kind, wrong in (*again, *_wrong_with(snapshot, reminder, reminder.reminded_at)):
            name = snapshot.order_name(reminder.checkout_id)
            evidence = (EvidenceTable.of("reminders", [reminder]), *rows_of(snapshot, reminder.checkout_id))
            sentence = f"the customer of {name} was reminded that it is overdue, {wrong}"
            yield AuditBreach(kind, sentence, evidence, _TOLD)


def _wrong_with(snapshot: Snapshot, reminder: ReminderRow, reminded_at: datetime) -> Iterator[_Wrong]:
    if reminded_at < reminder.due_at + _STATEMENT:
        yield BreachKind.MAIL_NEEDLESS, "before the day after its due date"
    if reminder.canceled_at is not None and reminder.canceled_at < reminded_at:
        yield BreachKind.MAIL_NEEDLESS, "although it had been canceled"
    expectations = {each.checkout_id: each for each in snapshot.expected_transfers}
    if (expected := expectations.get(reminder.checkout_id)) is None:
        return
    allowed = missing_before(snapshot, reminder.checkout_id, expected.amount, reminded_at)
    if not any(allowed):
        made = transfers_for(snapshot, reminder.checkout_id)
        paid = counted(sum(each.reported_at < reminded_at for each in made), "transfer", "transfers")
        yield BreachKind.MAIL_NEEDLESS, f"although {paid} had paid it"
    elif reminder.missing not in allowed:
        said, due = (money(amount, expected.currency) for amount in (reminder.missing or 0, allowed[0]))
        yield BreachKind.MAIL_CONTENT_WRONG, f"over {said}, but {due} was still to come"
