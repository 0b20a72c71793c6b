"""The use cases of orders: one short method each, and one transaction each."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from bookstore.orders import parcel_store, store
from bookstore.orders.errors import AlreadyCanceled, AmountMismatch, ConflictingRequest, OrderNotFound
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.messages.prerequisites import are_delivered
from bookstore.orders.model import Order
from bookstore.orders.number import new_order_number, read_order_number
from bookstore.orders.purchase import Purchase
from bookstore.orders.refunds.refund import OrderRefund, OrderRefundState, RefundFailure
from bookstore.orders.rules.charges import with_flag
from bookstore.orders.rules.refunds import OrderRefundRequest
from bookstore.orders.rules.transfers import PaymentDeadlines, accepted, with_transfer
from bookstore.platform import outbox
from bookstore.platform.auth import Customer, Guest
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database
from bookstore.platform.outbox import OutboxMessage

_NOT_YOURS = "you have no order with this number"
_log = logging.getLogger(__name__)


class OrderService:
    """The orders of all buyers. `wake` is called after every change that may have stored a message."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.wake: Callable[[], None] = lambda: None

    def place(self, checkout_id: UUID, purchase: Purchase, fingerprint: str) -> tuple[Order, bool]:
        """The checkout's one order; True where it is new.

        Raises AlreadyCanceled, ConflictingRequest.
        """
        with self._database.transaction() as connection:
            store.lock_checkout(connection, checkout_id)
            if found := store.of_checkout(connection, checkout_id):
                return _check_same(found, fingerprint), False
            if store.has_tombstone(connection, checkout_id):
                raise AlreadyCanceled(f"checkout {checkout_id} was canceled before its order came")
            return self._insert(connection, checkout_id, purchase, fingerprint), True

    def pay(self, checkout_id: UUID, captured: int) -> Order:
        """The order after its payment of so many minor units was captured; its e-books get their links.

        Raises OrderNotFound, AmountMismatch, AlreadyCanceled.
        """
        try:
            now = self._clock.now()
            return self.change_of(checkout_id, lambda order: order.paid(captured, now).with_links)
        except AmountMismatch as mismatch:
            _log.error("a payment does not fit its order", extra={"why": mismatch.detail})
            with self._database.transaction() as connection:
                store.flag(connection, checkout_id, captured)
            raise

    def accept(self, checkout_id: UUID) -> Order:
        """The order after its checkout has ended. Raises OrderNotFound, and as `accepted` does."""
        return self.change_of(checkout_id, lambda order: accepted(order).with_links)

    def record_transfer(self, checkout_id: UUID, received: int) -> Order:
        """The order after so much has arrived. Raises OrderNotFound, and as `with_transfer` does."""
        now = self._clock.now()
        return self.change_of(checkout_id, lambda order: with_transfer(order, received, now).with_links)

    def cancel_for_checkout(self, checkout_id: UUID, reason: str) -> Order | None:
        """The order after its checkout canceled it; None where there is none and never will be."""
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

    def overdue(self, deadlines: PaymentDeadlines, after: UUID | None) -> list[Order]:
        """A page of the orders that are overdue, by checkout after `after`."""
        with self._database.reading() as connection:
            return store.overdue(connection, deadlines, after)

    def not_paid_in_time(self, checkout_id: UUID) -> Order:
        """The order after the deadline for its payment. Raises OrderNotFound."""
        return self.change_of(checkout_id, lambda order: order.not_paid_in_time(self._clock.now()))

    def cancel(self, buyer: Customer | Guest, number: str) -> Order:
        """The buyer's order after they canceled it.

        Raises OrderNotFound, CheckoutInProgress, AlreadyShipped, EbookOpened, GiftCardSold.
        """
        with self._database.transaction() as connection:
            order = _order_of_buyer(connection, buyer, number, to_change=True)
            canceled = self._moved(connection, order, order.canceled_by_buyer(self._clock.now()))
        self.wake()
        return canceled

    def claim(self, number: str, guest: Guest, customer: Customer) -> Order:
        """The guest's order in the customer's account. Harmless when repeated.

        Raises OrderNotFound where neither has an order with this number, also after the claim of another.
        """
        with self._database.transaction() as connection:
            order = store.to_claim(connection, guest, customer, _read_number(number))
            if order is None:
                raise OrderNotFound(_NOT_YOURS)
            claimed = order.claimed_by(customer.customer_id)
            if claimed != order:
                store.give(connection, claimed)
        return claimed

    def record_payment_reversed(
        self, checkout_id: UUID, *, returned: int = 0, sent_back: bool = False
    ) -> None:
        """Payments has reversed the order's payment; `sent_back`: the bank did not take it.

        `returned`: the minor units that go back. Raises OrderNotFound.
        """
        now = self._clock.now()
        self.change_of(
            checkout_id,
            lambda order: order.with_payment_reversed(now, returned=returned, sent_back=sent_back),
        )

    def record_gift_cards_released(self, checkout_id: UUID) -> None:
        """Payments has returned all that gift cards had given. Raises OrderNotFound."""
        self.change_of(checkout_id, lambda order: order.with_gift_cards_released(self._clock.now()))

    def record_copies_restocked(self, checkout_id: UUID) -> None:
        """Inventory has restocked the order's copies. Raises OrderNotFound."""
        self.change_of(checkout_id, lambda order: order.with_copies_restocked(self._clock.now()))

    def refund(self, number: str, refund_request: OrderRefundRequest) -> tuple[Order, OrderRefund, bool]:
        """The order with this refund requested; True where the request is new.

        Raises OrderNotFound, ConflictingRequest, NotRefundable, EbookOpened, GiftCardSold, RefundTooLarge,
        CopiesExchanged.
        """
        order_number = read_order_number(number) or ""
        with self._database.transaction() as connection:
            order = store.by_number(connection, order_number)
            if order is None:
                raise OrderNotFound("there is no order with this number")
            known = next((one for one in order.refunds if one.refund_id == refund_request.refund_id), None)
            if known is not None:
                return order, refund_request.demand_same(known), False
            shares = refund_request.shares(order)
            amount, now = order.split.amount(shares), self._clock.now()
            name, reason = refund_request.refund_id, refund_request.reason
            made = OrderRefund(name, amount, shares, reason, now, refund_request.fingerprint)
            after = order.with_refund(made)
            self._moved(connection, order, after)
        self.wake()
        return after, after.refunds[len(order.refunds)], True

    def change(self, number: str, change: Callable[[Order], Order]) -> tuple[Order, Order]:
        """The order with this number, before and after the change.

        Raises OrderNotFound, ConflictingRequest, and what `change` raises.
        """
        with self._database.transaction() as connection:
            order = store.by_number(connection, read_order_number(number) or "")
            if order is None:
                raise OrderNotFound("there is no order with this number")
            after = self._moved(connection, order, change(order))
        self.wake()
        return order, after

    def record_refund_result(
        self,
        checkout_id: UUID,
        refund_id: UUID,
        amount: int,
        state: OrderRefundState,
        reduced: int = 0,
        *,
        failure: RefundFailure | None = None,
    ) -> Order:
        """Payments reports the state of a refund, of which `reduced` minor units were never paid.

        Raises OrderNotFound, and CheckoutInProgress or RefundsUnderWay where the report must be repeated
        later.
        """
        result = (refund_id, amount, state, self._clock.now(), reduced)
        return self.change_of(checkout_id, lambda order: order.with_refund_result(*result, failure=failure))

    def flag(self, checkout_id: UUID, flag: str) -> Order:
        """Flag the order for the staff: something is wrong with its payment. Raises OrderNotFound."""
        _log.error("an order needs attention", extra={"checkout_id": str(checkout_id), "flag": flag})
        now = self._clock.now()
        return self.change_of(checkout_id, lambda order: with_flag(order, flag, now))

    def of_checkout(self, checkout_id: UUID) -> Order:
        """The checkout's order. Raises OrderNotFound."""
        with self._database.reading() as connection:
            found = store.of_checkout(connection, checkout_id)
        if found is None:
            raise OrderNotFound(f"checkout {checkout_id} has no order")
        return found[0]

    def paid_between(self, since: datetime, until: datetime, after: UUID | None) -> tuple[list[Order], bool]:
        """A page of the orders paid in this span, by checkout after `after`; True where more follow."""
        with self._database.reading() as connection:
            return store.paid_between(connection, since, until, after)

    def read(self, buyer: Customer | Guest, number: str) -> Order:
        """The buyer's own order. Raises OrderNotFound, also for an order of another buyer."""
        with self._database.reading() as connection:
            return _order_of_buyer(connection, buyer, number)

    def latest(
        self, buyer: Customer | Guest, most: int, after: str | None = None
    ) -> tuple[list[Order], bool]:
        """A page of the buyer's orders, the newest first; True where more follow.

        `after` is the number of the last order of the page before. Raises OrderNotFound where the buyer has
        no order with this number.
        """
        with self._database.reading() as connection:
            if after is None:
                return store.latest(connection, buyer, most)
            found = store.older(connection, buyer, most, _read_number(after))
        if found is None:
            raise OrderNotFound(_NOT_YOURS)
        return found

    def may_deliver(self, message: OutboxMessage) -> bool:
        """Whether every message that must come before this one is delivered."""
        with self._database.reading() as connection:
            return are_delivered(connection, message)

    def _insert(
        self, connection: Connection, checkout_id: UUID, purchase: Purchase, fingerprint: str
    ) -> Order:
        while True:
            order = Order(checkout_id, new_order_number(), purchase, self._clock.now())
            if store.insert(connection, order, fingerprint):
                return order

    def change_of(self, checkout_id: UUID, change: Callable[[Order], Order]) -> Order:
        """The checkout's order after the change. Raises OrderNotFound, and what `change` raises."""
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
            parcel_store.save(connection, before, after)
            self._announce(connection, before, after)
        return after

    def _announce(self, connection: Connection, before: Order, after: Order) -> None:
        for message in outbox_messages(before, after):
            outbox.put(connection, message, self._clock.now())


def _check_same(found: tuple[Order, str], fingerprint: str) -> Order:
    order, first_fingerprint = found
    if first_fingerprint != fingerprint:
        raise ConflictingRequest(f"checkout {order.checkout_id} has order {order.order_number} already")
    if order.canceled_unpaid:
        raise AlreadyCanceled(f"order {order.order_number} was canceled")
    return order


def _order_of_buyer(
    connection: Connection, buyer: Customer | Guest, number: str, *, to_change: bool = False
) -> Order:
    order = store.of_buyer(connection, buyer, _read_number(number), to_change=to_change)
    if order is None:
        raise OrderNotFound(_NOT_YOURS)
    return order


def _read_number(number: str) -> str:
    order_number = read_order_number(number)
    if order_number is None:
        raise OrderNotFound("this is no order number")
    return order_number
