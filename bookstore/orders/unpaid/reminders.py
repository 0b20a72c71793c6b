"""Reminds the customers of orders on invoice that are overdue: each once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from bookstore.orders import store
from bookstore.orders.clients.bodies import PaymentSummary
from bookstore.orders.errors import OrderNotFound
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.model import Order
from bookstore.orders.rules.transfers import reminded
from bookstore.orders.service import OrderService
from bookstore.platform import outbox
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database

_REMIND = text("UPDATE orders SET reminded_at = :reminded_at WHERE checkout_id = :checkout_id")


@dataclass(frozen=True)
class Reminders:
    """Reminders of overdue orders. The order's row is locked as a transfer's notice locks it."""

    orders: OrderService
    database: Database
    clock: Clock

    def remind(self, checkout_id: UUID, payment: PaymentSummary, asked_at: datetime) -> Order:
        """The order after a look at its overdue transfer, as `reminded` says. Raises OrderNotFound."""
        with self.database.transaction() as connection:
            found = store.of_checkout(connection, checkout_id)
            if found is None:
                raise OrderNotFound(f"checkout {checkout_id} has no order")
            order = found[0]
            after = reminded(order, payment.received, asked_at, payment.reduced)
            if after != order:
                store.save(connection, after)
                connection.execute(_REMIND, {"checkout_id": checkout_id, "reminded_at": after.reminded_at})
                for message in outbox_messages(order, after):
                    outbox.put(connection, message, self.clock.now())
        self.orders.wake()
        return after
