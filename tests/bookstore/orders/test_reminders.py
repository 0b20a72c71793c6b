"""Reminders of overdue invoices: once, only while something is owed, and over what is still to come."""

from __future__ import annotations

from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.messages.prerequisites import prerequisites
from bookstore.orders.rules.transfers import reminded, with_transfer
from bookstore.orders.states import OrderState

from .ordered_books import LATER, kinds_of_messages
from .test_orders_on_invoice import ON_INVOICE, OWED, TOTAL


def test_the_customer_is_reminded_of_what_is_still_to_come() -> None:
    part = with_transfer(OWED, 2, LATER)
    after = reminded(part, 2, LATER)
    (told,) = outbox_messages(part, after)
    (confirmation,) = outbox_messages(ON_INVOICE, OWED)
    assert (told.payload["type"], told.payload["data"]["missing"]) == ("order.overdue", TOTAL - 2)
    assert prerequisites(told) == [confirmation.message_id]


def test_the_customer_is_reminded_once() -> None:
    after = reminded(OWED, 0, LATER)
    assert reminded(after, 0, LATER) is after
    later = with_transfer(after, 2, LATER)
    assert reminded(later, 2, LATER) is later


def test_a_part_that_payments_alone_knows_of_counts() -> None:
    after = reminded(OWED, 2, LATER)
    assert kinds_of_messages(OWED, after) == ["order.underpaid", "order.overdue"]
    assert [each.payload["data"]["missing"] for each in outbox_messages(OWED, after)] == [TOTAL - 2] * 2
    assert with_transfer(after, 2, LATER) is after  # the notice comes later


def test_nobody_is_reminded_of_what_payments_knows_to_be_paid() -> None:
    after = reminded(OWED, TOTAL, LATER)
    assert (after.state, after.reminded_at) == (OrderState.PAID, None)
    assert kinds_of_messages(OWED, after) == ["order.settled"]


def test_nobody_is_reminded_of_what_is_canceled_or_paid() -> None:
    canceling = OWED.canceled_by_buyer(LATER)
    paid = with_transfer(OWED, TOTAL, LATER)
    assert reminded(canceling, 0, LATER) is canceling
    assert reminded(paid, TOTAL, LATER) is paid
