"""The use case of a change of address: one transaction, harmless when repeated."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from bookstore.orders import store
from bookstore.orders.addresses import store as address_store
from bookstore.orders.addresses.model import Address, readdressed
from bookstore.orders.errors import OrderNotFound
from bookstore.orders.messages.outbox_messages import outbox_messages
from bookstore.orders.model import Order
from bookstore.orders.number import read_order_number
from bookstore.orders.service import OrderService
from bookstore.platform import outbox
from bookstore.platform.auth import Customer, Guest
from bookstore.platform.clock import Clock
from bookstore.platform.database import Database


@dataclass(frozen=True)
class AddressService:
    """Changes where orders are shipped to, for their buyers and for the staff."""

    orders: OrderService
    database: Database
    clock: Clock

    def change(self, caller: Customer | Guest, number: str, ship_to: Address) -> Order:
        """The order after its buyer, or a member of staff, has named this address.

        Its row is locked as a shipment locks it: of the two, the later one reads what the earlier has done.
        Raises OrderNotFound, and as `readdressed` does.
        """
        with self.database.transaction() as connection:
            order = _found(connection, caller, read_order_number(number) or "")
            now = self.clock.now()
            after = readdressed(order, ship_to, now)
            if after != order:
                address_store.save(connection, after)
                for message in outbox_messages(order, after):
                    outbox.put(connection, message, now)
        self.orders.wake()
        return after


def _found(connection: Connection, caller: Customer | Guest, order_number: str) -> Order:
    if isinstance(caller, Customer) and "staff" in caller.roles:
        order = store.by_number(connection, order_number)
    else:
        order = store.of_buyer(connection, caller, order_number, to_change=True)
    if order is None:
        raise OrderNotFound("you have no order with this number")
    return order
