"""Orders that are paid by transfer: they wait for it, and are paid once it is whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bookstore.orders.errors import AlreadyCanceled, AmountMismatch, CheckoutInProgress, ConflictingRequest
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.model import NOT_PAID_IN_TIME, Order
from bookstore.orders.purchase import TransferTerms
from bookstore.orders.rules.transfers import accepted, with_transfer
from bookstore.orders.states import OrderState

from .ordered_books import LATER, NOW, PLACED, kinds_of_messages

TERMS = TransferTerms("Bookstore", "RF55B00KST0RE", NOW + timedelta(days=7))
BY_TRANSFER = replace(PLACED, purchase=replace(PLACED.purchase, payment_method="advance", transfer=TERMS))
TOTAL = PLACED.purchase.totals.grand_total
AWAITING = accepted(BY_TRANSFER)


def test_an_order_waits_once_its_checkout_has_ended() -> None:
    assert AWAITING.state is OrderState.AWAITING
    assert accepted(AWAITING) == AWAITING
    assert kinds_of_messages(BY_TRANSFER, AWAITING) == ["order.awaiting_transfer"]


def test_a_part_leaves_the_order_open_and_its_customer_is_told() -> None:
    part = with_transfer(AWAITING, TOTAL - 1, LATER)
    assert (part.state, part.received, part.captured) == (OrderState.AWAITING, TOTAL - 1, 0)
    (told,) = outbox_messages(AWAITING, part)
    assert (told.payload["type"], told.payload["data"]["missing"]) == ("order.underpaid", 1)


def test_the_whole_pays_the_order_and_sells_its_copies() -> None:
    paid = with_transfer(AWAITING, TOTAL, LATER)
    assert (paid.state, paid.captured, paid.paid_at) == (OrderState.PAID, TOTAL, LATER)
    assert kinds_of_messages(AWAITING, paid) == ["inventory, confirmations", "order.paid"]


def test_a_late_notice_of_less_changes_nothing() -> None:
    part = with_transfer(AWAITING, 2, LATER)
    assert with_transfer(part, 1, LATER) is part
    paid = with_transfer(part, TOTAL, LATER)
    assert with_transfer(paid, TOTAL, LATER) is paid


@pytest.mark.parametrize(
    ("order", "received", "refusal"),
    [
        (PLACED, TOTAL, ConflictingRequest),
        (BY_TRANSFER, TOTAL, CheckoutInProgress),
        (AWAITING, TOTAL + 1, AmountMismatch),
        (AWAITING.not_paid_in_time(LATER), TOTAL, AlreadyCanceled),
    ],
)
def test_a_notice_that_does_not_fit_is_refused(order: Order, received: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        with_transfer(order, received, LATER)


def test_an_order_by_transfer_takes_no_notice_of_a_capture() -> None:
    with pytest.raises(ConflictingRequest):
        AWAITING.paid(TOTAL, LATER)


@pytest.mark.parametrize("received", [0, 5])
def test_after_the_deadline_money_and_copies_come_back_and_the_customer_is_told(received: int) -> None:
    order = with_transfer(AWAITING, received, NOW) if received else AWAITING
    canceling = order.not_paid_in_time(LATER)
    assert canceling.reason == NOT_PAID_IN_TIME
    assert kinds_of_messages(order, canceling) == ["payments", "inventory", "pricing"]
    canceled = canceling.with_payment_reversed(LATER, returned=received).with_copies_restocked(LATER)
    (told,) = outbox_messages(canceling, canceled)
    assert (told.payload["type"], told.payload["data"]["returned"]) == ("order.lapsed", received)


def test_a_paid_order_outlives_its_deadline() -> None:
    paid = with_transfer(AWAITING, TOTAL, LATER)
    assert paid.not_paid_in_time(datetime.max.replace(tzinfo=LATER.tzinfo)) is paid
