"""Orders that are paid by bank transfer: they wait for it, or are owed, and are paid by the whole sum."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bookstore.orders.errors import AlreadyCanceled, AmountMismatch, CheckoutInProgress, ConflictingRequest
from bookstore.orders.model import Order
from bookstore.orders.states import UNPAID, OrderState
from bookstore.platform.money import Money

COPIES_MISSING = "copies-missing"


@dataclass(frozen=True)
class PaymentDeadlines:
    """When an order is overdue: placed until `placed` and not paid, or its transfer was due until `due`."""

    placed: datetime
    due: datetime


def accepted(order: Order) -> Order:
    """The order after its checkout has ended: it waits for its transfer, or on invoice it is owed.

    Unchanged where it was accepted before.

    Raises ConflictingRequest where its customer pays otherwise, AlreadyCanceled.
    """
    if order.purchase.transfer is None:
        raise ConflictingRequest(f"order {order.order_number} is not paid by transfer")
    if order.state is OrderState.PLACED:
        return order.moved(OrderState.OWED if order.purchase.on_invoice else OrderState.AWAITING)
    if order.canceled_unpaid:
        raise AlreadyCanceled(f"order {order.order_number} was canceled before it was paid")
    return order


def with_transfer(order: Order, received: int, now: datetime) -> Order:
    """The order after so many minor units of its transfer have arrived; unchanged after a late report.

    Raises CheckoutInProgress, AlreadyCanceled, AmountMismatch, and ConflictingRequest.
    """
    currency, due = order.purchase.totals.currency, order.due
    if order.purchase.transfer is None:
        raise ConflictingRequest(f"order {order.order_number} is not paid by transfer")
    if received > due:
        arrived, rest = Money(received, currency), Money(due, currency)
        raise AmountMismatch(
            f"{arrived} were transferred, but {rest} is to pay for order {order.order_number}"
        )
    if order.state is OrderState.PLACED:
        raise CheckoutInProgress(f"order {order.order_number} is still being placed")
    if order.paid_at is not None or received <= order.received:
        return order
    if order.state not in UNPAID:
        raise AlreadyCanceled(f"order {order.order_number} was canceled before it was paid")
    if received < due:
        return replace(order, received=received)
    return order.moved(OrderState.PAID, received=received, captured=received, paid_at=now)


def reminded(order: Order, received: int, asked_at: datetime, reduced: int = 0) -> Order:
    """The order after its customer was reminded that it is overdue: once, and only while it is owed.

    `received`: the minor units that payments had booked when it was asked, at `asked_at`. Its notice of them
    may still be on its way: they count at once, so that the reminder is over what is still to come. Where
    payments had `reduced` what is owed by more than the order knows, its customer is reminded once it knows.
    """
    if order.state is not OrderState.OWED or order.reminded_at is not None or reduced > order.reduced:
        return order
    known = with_transfer(order, received, asked_at)
    return replace(known, reminded_at=asked_at) if known.state is OrderState.OWED else known
