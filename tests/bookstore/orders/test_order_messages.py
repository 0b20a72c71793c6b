"""What an order tells others as it changes: each message follows from the states before and after."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.messages.prerequisites import prerequisites
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import OrderRefundState
from bookstore.orders.states import OrderState

from .ordered_books import (
    CANCELED,
    CANCELING,
    FREE,
    LATER,
    NOW,
    PAID,
    PLACED,
    PURCHASE,
)


def test_an_order_that_is_only_placed_is_not_announced() -> None:
    assert outbox_messages(None, PLACED) == []


def test_a_paid_order_is_announced_with_everything_a_mail_needs() -> None:
    (message,) = outbox_messages(PLACED, PAID)
    event = message.payload
    assert (event["specversion"], event["type"]) == ("1.0", "order.paid")
    assert event["time"] == "2026-01-31T10:00:00Z"
    assert (event["id"], event["subject"]) == (str(message.message_id), "BK-7Q2M-4HXW")
    data = event["data"]
    assert [line["title"] for line in data["lines"]] == ["Dune", "The Hobbit"]
    assert (data["email"], data["locale"], data["grand_total"]) == ("ada@example.com", "en-US", 3520)
    assert (data["discount"], data["shipping"], data["tax"], data["tax_mode"]) == (310, 500, 230, "added")


def test_the_same_change_always_makes_the_same_message() -> None:
    assert outbox_messages(PLACED, PAID) == outbox_messages(None, PAID)


def test_nothing_is_announced_when_nothing_changed() -> None:
    assert outbox_messages(PAID, PAID) == []
    assert outbox_messages(CANCELING, CANCELING.with_payment_reversed(LATER)) == []


def test_a_cancellation_reverses_the_payment_restocks_the_copies_and_releases_the_code() -> None:
    messages = outbox_messages(PAID, CANCELING)
    assert [message.destination for message in messages] == ["payments", "inventory", "pricing"]
    assert len({message.message_id for message in messages}) == 3


def test_pricing_gets_a_message_only_for_orders_with_a_code() -> None:
    paid = replace(PAID, purchase=replace(PURCHASE, discount_codes=()))
    messages = outbox_messages(paid, paid.canceled_by_buyer(LATER))
    assert [message.destination for message in messages] == ["payments", "inventory"]


def test_no_payment_is_reversed_when_the_order_cost_nothing() -> None:
    free = FREE.paid(0, NOW)
    messages = outbox_messages(free, free.canceled_by_buyer(LATER))
    assert [message.destination for message in messages] == ["inventory", "pricing"]


def test_the_cancellation_event_follows_the_confirmation() -> None:
    (paid,) = outbox_messages(PLACED, PAID)
    (canceled,) = outbox_messages(CANCELING, CANCELED)
    assert canceled.payload["type"] == "order.canceled"
    assert prerequisites(canceled) == [paid.message_id]
    assert prerequisites(paid) == []


def test_an_order_that_its_checkout_canceled_has_no_messages() -> None:
    assert outbox_messages(PLACED, PLACED.canceled_by_checkout("declined", NOW)) == []


def test_a_reversal_that_the_bank_sent_back_is_reported_and_flagged() -> None:
    after = CANCELED.with_refund_result(UUID(int=9), 3520, OrderRefundState.FAILED, LATER)
    assert (after.state, after.flag, after.refunded) == (OrderState.CANCELED, "refund-failed", 0)
    (message,) = outbox_messages(CANCELED, after)
    assert message.payload["type"] == "order.refund_failed"
    assert message.payload["data"]["refund"]["amount"] == 3520
    again = after.with_refund_result(UUID(int=9), 3520, OrderRefundState.FAILED, LATER)
    assert outbox_messages(after, again) == []


def test_a_refund_that_the_bank_sent_back_after_the_cancellation_is_reported_and_flagged() -> None:
    refunded = PAID.with_refund_result(UUID(int=9), 500, OrderRefundState.REFUNDED, NOW)
    canceling = refunded.canceled_by_buyer(LATER)
    after = canceling.with_refund_result(UUID(int=9), 500, OrderRefundState.FAILED, LATER)
    assert after.flag == "refund-failed"
    assert [message.payload["type"] for message in outbox_messages(canceling, after)] == [
        "order.refund_failed"
    ]


def test_a_refund_that_the_cancellation_overtook_is_not_reported() -> None:
    (made,) = PAID.with_refund_result(UUID(int=9), 500, OrderRefundState.REFUNDED, NOW).refunds
    canceling = PAID.with_refund(replace(made, state=OrderRefundState.REQUESTED)).canceled_by_buyer(LATER)
    after = canceling.with_refund_result(UUID(int=9), 500, OrderRefundState.FAILED, LATER)
    assert (after.flag, outbox_messages(canceling, after)) == (None, [])


def test_the_mails_about_refunds_and_a_cancellation_add_up_to_what_was_captured() -> None:
    assert _returned(PAID) == 3520
    told = PAID.with_refund_result(UUID(int=9), 500, OrderRefundState.REFUNDED, NOW)
    assert _returned(told) == 3520 - 500
    sent_back = told.with_refund_result(UUID(int=9), 500, OrderRefundState.FAILED, NOW)
    assert _returned(sent_back) == 3520


def test_a_refund_that_is_accepted_during_the_cancellation_is_told_of_with_it() -> None:
    told = PAID.with_refund_result(UUID(int=9), 500, OrderRefundState.REFUNDED, NOW)
    requested = replace(told.refunds[0], refund_id=UUID(int=8), amount=300, state=OrderRefundState.REQUESTED)
    canceling = told.with_refund(requested).canceled_by_buyer(LATER)
    accepted = canceling.with_refund_result(UUID(int=8), 300, OrderRefundState.REFUNDED, LATER)
    assert outbox_messages(canceling, accepted) == []
    assert _told_by_cancellation(accepted) == 3520 - 500


def _returned(paid: Order) -> int:
    return _told_by_cancellation(paid.canceled_by_buyer(LATER))


def _told_by_cancellation(canceling: Order) -> int:
    canceled = canceling.with_payment_reversed(LATER).with_copies_restocked(LATER)
    (message,) = outbox_messages(canceling, canceled)
    return int(message.payload["data"]["returned"])


def test_a_customer_who_never_had_the_order_gets_no_mail_about_its_payment() -> None:
    canceled_unpaid = PLACED.canceled_by_checkout("declined", NOW)
    after = canceled_unpaid.with_refund_result(UUID(int=9), 3520, OrderRefundState.FAILED, LATER)
    assert (after.flag, outbox_messages(canceled_unpaid, after)) == ("refund-failed", [])
