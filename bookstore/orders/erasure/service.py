"""The use cases of erasures: one transaction each, harmless when repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bookstore.orders import store
from bookstore.orders.erasure import store as erasure_store
from bookstore.orders.erasure.model import erased, why_open
from bookstore.orders.errors import OrderNotFound, OrdersOpen
from bookstore.orders.messages.outbox_messages import erasure_messages
from bookstore.orders.messages.prerequisites import unsent
from bookstore.orders.model import Order
from bookstore.orders.number import read_order_number
from bookstore.orders.service import OrderService
from bookstore.platform import outbox
from bookstore.platform.auth import Customer
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database


@dataclass(frozen=True)
class Erasure:
    """How many orders name no person any more; `complete`: no other service knows one of them either."""

    orders: int
    complete: bool


@dataclass(frozen=True)
class ErasureService:
    """Erases the personal data of orders, and asks the services for it that have learned it from orders."""

    orders: OrderService
    database: Database
    clock: Clock

    def of_account(self, customer: Customer) -> Erasure:
        """Erase the person of every order of the account, or of none. Raises OrdersOpen."""
        with self.database.transaction() as connection:
            found = store.of_customer(connection, customer.customer_id)
            erasure = self._erase(connection, found)
        self.orders.wake()
        return erasure

    def of_order(self, number: str) -> Erasure:
        """Erase the person of one order. Raises OrderNotFound, OrdersOpen."""
        with self.database.transaction() as connection:
            order = store.by_number(connection, read_order_number(number) or "")
            if order is None:
                raise OrderNotFound("there is no order with this number")
            erasure = self._erase(connection, [order])
        self.orders.wake()
        return erasure

    def _erase(self, connection: Connection, orders: Sequence[Order]) -> Erasure:
        left = [order for order in orders if order.erased_at is None]
        _demand_settled(connection, left)
        erasure_store.save(connection, [erased(order, self.clock.now()) for order in left])
        asked = [message for order in orders for message in erasure_messages(order)]
        for message in asked:
            outbox.put(connection, message, self.clock.now())
        untold = unsent(connection, [message.message_id for message in asked])
        return Erasure(len(orders), complete=not untold)


def _demand_settled(connection: Connection, orders: Sequence[Order]) -> None:
    """Raises OrdersOpen where the person is still needed for one of the orders."""
    untold = erasure_store.with_unsent_events(connection, orders)
    why = {order.order_number: why_open(order) for order in orders}
    for order in orders:
        if str(order.checkout_id) in untold:
            why[order.order_number] = why[order.order_number] or "has a mail on its way"
    if still := {number: reason for number, reason in why.items() if reason}:
        told = "; ".join(f"order {number} {reason}" for number, reason in still.items())
        raise OrdersOpen(f"{told}. Please ask again afterwards.", order_numbers=list(still))
