"""What follows from an exchange: inventory is asked to sell copies, and the customer is told once it has."""

from __future__ import annotations

from bookstore.orders.exchanges.exchange import ExchangeState, OrderExchange
from bookstore.orders.messages.events import message_id, order_event, titled
from bookstore.orders.model import Order
from bookstore.platform.outbox import OutboxMessage

EXCHANGES = "inventory, exchanged copies"
"""To inventory, but not a restock: copies are sold in exchange for some that came back."""


def exchange_messages(before: Order, after: Order) -> list[OutboxMessage]:
    """Of each exchange that is new or answered: the request to inventory, or the event for the customer."""
    known = {each.exchange_id: each.state for each in before.exchanges}
    moved = [each for each in after.exchanges if known.get(each.exchange_id) is not each.state]
    asked = [_asked(after, each) for each in moved if each.state is ExchangeState.ASKED]
    return [*asked, *(_told(after, each) for each in moved if each.state is ExchangeState.SOLD)]


def _asked(order: Order, exchange: OrderExchange) -> OutboxMessage:
    """The request to inventory for the copies; the id of the exchange makes it harmless twice."""
    lines = [{"sku": sku, "quantity": count} for sku, count in exchange.copies.items()]
    body = {"exchange_id": str(exchange.exchange_id), "lines": lines}
    named = {"checkout_id": str(order.checkout_id), "order_number": order.order_number}
    made = message_id(f"exchange {exchange.exchange_id}", order.checkout_id)
    return OutboxMessage(made, EXCHANGES, {**named, **body})


def _told(order: Order, exchange: OrderExchange) -> OutboxMessage:
    """The event for the customer: copies are on their way instead of those that came back."""
    lines = titled(order, exchange.copies)
    about = {"exchange": {"exchange_id": str(exchange.exchange_id), "lines": lines}}
    return order_event("order.exchanged", order, exchange.settled_at, exchange.exchange_id, about)
