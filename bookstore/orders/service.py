"""What orders does: one short function an act, each one transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from bookstore.orders import store
from bookstore.orders.errors import AlreadyCanceled, AmountMismatch, ConflictingRequest, OrderNotFound
from bookstore.orders.model import Order, Purchase
from bookstore.orders.number import new_order_number, read_order_number
from bookstore.orders.outbox_messages import outbox_messages, prerequisites
from bookstore.orders.refund_request import OrderRefundRequest
from bookstore.orders.refunds import OrderRefund, OrderRefundState
from bookstore.platform import outbox
from bookstore.platform.auth import Customer, Guest
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.outbox import OutboxMessage

_log = logging.getLogger(__name__)


class OrderService:
    """All orders. `wake` is called whenever there may be something to send."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.wake: Callable[[], None] = lambda: None

    def place(self, checkout_id: UUID, purchase: Purchase, fingerprint: str) -> tuple[Order, bool]:
        """The checkout's one order, and whether it was made just now. It is paid by a notice of its own.

        Raises AlreadyCanceled, ConflictingRequest.
        """
        with self._database.transaction() as connection:
            store.lock_checkout(connection, checkout_id)
            if found := store.of_checkout(connection, checkout_id):
                return _same(found, fingerprint), False
            if store.has_tombstone(connection, checkout_id):
                raise AlreadyCanceled(f"checkout {checkout_id} was called off before its order came")
            return self._insert(connection, checkout_id, purchase, fingerprint), True

    def pay(self, checkout_id: UUID, captured: int) -> Order:
        """The order after its money (minor units) was taken.

        Raises OrderNotFound, AmountMismatch, AlreadyCanceled.
        """
        try:
            return self._change(checkout_id, lambda order: order.paid(captured, self._clock.now()))
        except AmountMismatch as mismatch:
            _log.error("a payment does not fit its order", extra={"why": mismatch.detail})
            with self._database.transaction() as connection:
                store.flag(connection, checkout_id, captured)
            raise

    def cancel_for_checkout(self, checkout_id: UUID, reason: str) -> Order | None:
        """The order after its checkout gave it up; None where none was made, and now none ever will be."""
        with self._database.transaction() as connection:
            store.lock_checkout(connection, checkout_id)
            found = store.of_checkout(connection, checkout_id)
            if found is None:
                store.add_tombstone(connection, checkout_id, reason, self._clock.now())
                return None
            order = self._moved(
                connection, found[0], found[0].canceled_by_checkout(reason, self._clock.now())
            )
        self.wake()
        return order

    def unpaid_since(self, placed_until: datetime, after: UUID | None) -> list[Order]:
        """Orders placed by then that are neither paid nor canceled: a page, by checkout after `after`."""
        with self._database.transaction() as connection:
            return store.unpaid_since(connection, placed_until, after)

    def not_paid_in_time(self, checkout_id: UUID) -> Order:
        """The order after the deadline for its payment. Raises OrderNotFound."""
        return self._change(checkout_id, lambda order: order.not_paid_in_time(self._clock.now()))

    def cancel(self, buyer: Customer | Guest, number: str) -> Order:
        """The shopper's order after they canceled it. Raises OrderNotFound, CheckoutInProgress."""
        with self._database.transaction() as connection:
            order = _order_of_buyer(connection, buyer, number, to_change=True)
            canceled = self._moved(connection, order, order.canceled_by_buyer(self._clock.now()))
        self.wake()
        return canceled

    def record_money_returned(self, checkout_id: UUID) -> None:
        """Payments returned the order's money. Raises OrderNotFound."""
        self._change(checkout_id, lambda order: order.with_money_back(self._clock.now()))

    def record_copies_returned(self, checkout_id: UUID) -> None:
        """Inventory took the order's copies back. Raises OrderNotFound."""
        self._change(checkout_id, lambda order: order.with_copies_back(self._clock.now()))

    def refund(self, number: str, refund_request: OrderRefundRequest) -> tuple[Order, OrderRefund, bool]:
        """The order after the staff wants money of it back with its customer; True where this is new.

        Raises OrderNotFound, ConflictingRequest, NotRefundable, RefundTooLarge.
        """
        order_number = read_order_number(number) or ""
        with self._database.transaction() as connection:
            order = store.numbered(connection, order_number)
            if order is None:
                raise OrderNotFound("there is no order with this number")
            known = next((one for one in order.refunds if one.refund_id == refund_request.refund_id), None)
            if known is not None:
                return order, _same_refund(known, refund_request), False
            shares = refund_request.shares(order)
            amount, now = order.split.amount(shares), self._clock.now()
            made = OrderRefund(
                refund_request.refund_id,
                amount,
                shares,
                refund_request.reason,
                now,
                refund_request.fingerprint,
            )
            after = order.with_refund(made)
            self._moved(connection, order, after)
        self.wake()
        return after, after.refunds[-1], True

    def with_refund_result(
        self, checkout_id: UUID, refund_id: UUID, amount: int, state: OrderRefundState
    ) -> Order:
        """Payments knows how a refund of so many minor units fares.

        Raises OrderNotFound, and CheckoutInProgress or RefundsUnderWay where it is too early to be told.
        """
        now = self._clock.now()
        return self._change(
            checkout_id, lambda order: order.with_refund_result(refund_id, amount, state, now)
        )

    def flagged(self, checkout_id: UUID, flag: str) -> Order:
        """Something is wrong with the order's payment: somebody must look. Raises OrderNotFound."""
        _log.error("an order needs attention", extra={"checkout_id": str(checkout_id), "flag": flag})
        return self._change(checkout_id, lambda order: order.flagged(flag))

    def of_checkout(self, checkout_id: UUID) -> Order:
        """The checkout's order. Raises OrderNotFound."""
        with self._database.transaction() as connection:
            found = store.of_checkout(connection, checkout_id)
        if found is None:
            raise OrderNotFound(f"checkout {checkout_id} has no order")
        return found[0]

    def paid_between(self, since: datetime, until: datetime, after: UUID | None) -> tuple[list[Order], bool]:
        """Orders paid in this span, by checkout after `after`; True where there are more."""
        with self._database.transaction() as connection:
            return store.paid_between(connection, since, until, after)

    def read(self, buyer: Customer | Guest, number: str) -> Order:
        """The shopper's own order. Raises OrderNotFound, as if a stranger's order did not exist."""
        with self._database.transaction() as connection:
            return _order_of_buyer(connection, buyer, number)

    def latest(self, buyer: Customer | Guest) -> list[Order]:
        """The shopper's latest orders, the newest first."""
        with self._database.transaction() as connection:
            return store.latest(connection, buyer)

    def may_deliver(self, event: OutboxMessage) -> bool:
        """Whether everything that must be told before this event has been."""
        with self._database.transaction() as connection:
            return all(store.is_sent(connection, earlier) for earlier in prerequisites(event))

    def _insert(
        self, connection: Connection, checkout_id: UUID, purchase: Purchase, fingerprint: str
    ) -> Order:
        while True:
            order = Order(checkout_id, new_order_number(), purchase, self._clock.now())
            if store.insert(connection, order, fingerprint):
                return order

    def _change(self, checkout_id: UUID, change: Callable[[Order], Order]) -> Order:
        with self._database.transaction() as connection:
            found = store.of_checkout(connection, checkout_id)
            if found is None:
                raise OrderNotFound(f"checkout {checkout_id} has no order")
            order = self._moved(connection, found[0], change(found[0]))
        self.wake()
        return order

    def _moved(self, connection: Connection, before: Order, after: Order) -> Order:
        if after != before:
            if not store.save(connection, after):
                raise ConflictingRequest("a refund of another order has this name")
            self._announce(connection, before, after)
        return after

    def _announce(self, connection: Connection, before: Order, after: Order) -> None:
        for message in outbox_messages(before, after):
            outbox.put(connection, message, self._clock.now())


def _same_refund(known: OrderRefund, refund_request: OrderRefundRequest) -> OrderRefund:
    if refund_request.fingerprint != known.fingerprint:
        raise ConflictingRequest("this refund was asked for with another content; the first stands")
    return known


def _same(found: tuple[Order, str], fingerprint: str) -> Order:
    order, made_with = found
    if made_with != fingerprint:
        raise ConflictingRequest(f"checkout {order.checkout_id} has order {order.order_number} already")
    if order.canceled_unpaid:
        raise AlreadyCanceled(f"order {order.order_number} was canceled")
    return order


def _order_of_buyer(
    connection: Connection, buyer: Customer | Guest, number: str, *, to_change: bool = False
) -> Order:
    order_number = read_order_number(number)
    if order_number is None:
        raise OrderNotFound("this is no order number")
    order = store.of_buyer(connection, buyer, order_number, to_change=to_change)
    if order is None:
        raise OrderNotFound("you have no order with this number")
    return order
