"""Refunds of orders that are still owed: payments says how much is taken off, and how much goes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from bookstore.orders.errors import NotRefundable, RefundTooLarge
from bookstore.orders.invoices.invoice import AppliedTax, invoice_of
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.messages.prerequisites import prerequisites
from bookstore.orders.model import Order
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState, RefundDestination
from bookstore.orders.rules.charges import left_to_ship
from bookstore.orders.rules.refunds import OrderRefundRequest
from bookstore.orders.rules.transfers import reminded, with_transfer
from bookstore.orders.states import OrderState
from bookstore.orders.warehouse.model import with_shipment

from .ordered_books import LATER, kinds_of_messages
from .test_orders_on_invoice import ON_INVOICE, OWED, TOTAL

SHIPPED = with_shipment(OWED, uuid4(), left_to_ship(OWED), LATER)
REFUND_ID = UUID(int=53)
REFUNDED, PENDING = OrderRefundState.REFUNDED, OrderRefundState.PENDING


def refunded(order: Order, amount: int | None = None) -> Order:
    """The order with a refund of so much, or of the rest, that the staff has asked for."""
    request = OrderRefundRequest(REFUND_ID, "a torn page", amount=amount)
    shares = request.shares(order)
    return order.with_refund(OrderRefund(REFUND_ID, order.split.amount(shares), shares, "a torn page", LATER))


def split(order: Order, amount: int, reduced: int, state: OrderRefundState = REFUNDED) -> Order:
    """The order after payments told how its refund was split."""
    return order.with_refund_result(REFUND_ID, amount, state, LATER, reduced)


def test_until_something_has_left_the_customer_cancels_it() -> None:
    with pytest.raises(NotRefundable, match="nothing of it has left"):
        refunded(OWED, 100)


def test_payments_is_asked_for_the_whole_refund() -> None:
    asked = refunded(SHIPPED, 1000)
    assert kinds_of_messages(SHIPPED, asked) == ["payments, refunds"]
    assert (asked.state, asked.missing, asked.reduced) == (OrderState.OWED, TOTAL, 0)


def test_what_is_taken_off_is_not_owed_and_its_customer_is_told_once() -> None:
    asked = refunded(SHIPPED, 1000)
    after = split(asked, 1000, 1000)
    assert (after.state, after.missing, after.refunded) == (OrderState.OWED, TOTAL - 1000, 0)
    (told,) = outbox_messages(asked, after)
    (confirmation,) = outbox_messages(ON_INVOICE, OWED)
    assert told.payload["type"] == "order.reduced"
    assert (told.payload["data"]["refund"]["amount"], told.payload["data"]["missing"]) == (1000, TOTAL - 1000)
    assert prerequisites(told) == [confirmation.message_id]
    assert split(after, 1000, 1000) == after
    assert outbox_messages(after, split(after, 1000, 1000)) == []


def test_nothing_missing_means_paid_without_a_receipt() -> None:
    asked = refunded(SHIPPED)
    after = split(asked, TOTAL, TOTAL)
    assert (after.state, after.captured, after.paid_at, after.refunded) == (OrderState.PAID, 0, LATER, 0)
    assert kinds_of_messages(asked, after) == ["order.reduced"]


def test_the_rest_of_a_refund_goes_back_with_a_mail_of_its_own() -> None:
    asked = refunded(with_transfer(SHIPPED, TOTAL - 400, LATER), 1000)
    after = split(asked, 1000, 400, PENDING)
    assert (after.state, after.captured, after.refunded) == (OrderState.PAID, TOTAL - 400, 600)
    assert kinds_of_messages(asked, after) == ["order.reduced", "order.refunded"]
    assert [each.payload["data"]["refund"]["amount"] for each in outbox_messages(asked, after)] == [400, 600]
    sent = split(after, 1000, 400)
    assert (sent.refunds[0].state, kinds_of_messages(after, sent)) == (REFUNDED, [])


def test_a_transfer_and_a_reduction_may_come_in_any_order() -> None:
    asked = refunded(SHIPPED, 1000)
    arrived = with_transfer(asked, TOTAL - 1000, LATER)
    assert arrived.state is OrderState.OWED
    first, second = split(arrived, 1000, 1000), with_transfer(split(asked, 1000, 1000), TOTAL - 1000, LATER)
    assert (first.state, first.captured) == (second.state, second.captured) == (OrderState.PAID, TOTAL - 1000)
    assert kinds_of_messages(split(asked, 1000, 1000), second) == ["order.settled"]


def test_all_of_it_had_arrived_although_orders_did_not_know() -> None:
    after = split(refunded(SHIPPED, 1000), 1000, 0, PENDING)
    assert (after.state, after.refunded, after.missing) == (OrderState.OWED, 1000, TOTAL)
    paid = with_transfer(after, TOTAL, LATER)
    assert (paid.state, paid.captured, paid.captured_left) == (OrderState.PAID, TOTAL, TOTAL - 1000)


def test_no_more_than_the_price_is_refunded() -> None:
    after = split(refunded(SHIPPED, TOTAL - 1), TOTAL - 1, TOTAL - 1)
    with pytest.raises(RefundTooLarge):
        OrderRefundRequest(uuid4(), "", amount=2).shares(after)


def test_gift_cards_get_back_what_is_beyond_the_transfer() -> None:
    shipped = replace(SHIPPED, purchase=replace(SHIPPED.purchase, redeemed=500))
    first, beside = refunded(shipped).refunds
    assert (first.amount, first.destination) == (TOTAL - 500, RefundDestination.PAYMENT)
    assert (beside.amount, beside.destination) == (500, RefundDestination.GIFT_CARDS)


def test_a_reduction_that_was_asked_for_at_payments_is_added() -> None:
    after = split(SHIPPED, 1000, 1000)
    assert (after.missing, len(after.refunds)) == (TOTAL - 1000, 1)
    assert kinds_of_messages(SHIPPED, after) == ["order.reduced"]


def test_the_invoice_credits_a_reduction() -> None:
    after = split(refunded(SHIPPED, 1000), 1000, 1000)
    taxes = {line.sku: AppliedTax("0.0825", "US-OR") for line in after.purchase.lines}
    (note,) = invoice_of(after, taxes).credit_notes
    assert (note.amount, invoice_of(after, taxes).order.missing) == (1000, TOTAL - 1000)


def test_a_customer_is_reminded_once_orders_knows_of_the_reduction() -> None:
    assert reminded(SHIPPED, 0, LATER, 1000) is SHIPPED
    known = split(SHIPPED, 1000, 1000)
    after = reminded(known, 0, LATER + timedelta(days=30), 1000)
    (told,) = outbox_messages(known, after)
    assert (told.payload["type"], told.payload["data"]["missing"]) == ("order.overdue", TOTAL - 1000)
