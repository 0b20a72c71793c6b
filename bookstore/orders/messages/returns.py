"""What follows from a return: inventory puts copies on the shelf, and the customer is told."""

from __future__ import annotations

from bookstore.orders.messages.events import message_id, order_event, titled
from bookstore.orders.model import Order
from bookstore.orders.returns.returned import OrderReturn
from bookstore.platform.outbox import OutboxMessage

RETURNS = "inventory, returned copies"
"""To inventory, but not a restock: copies that came back are on hand again."""


def return_messages(before: Order, after: Order) -> list[OutboxMessage]:
    """Of each return that was added: what inventory puts on the shelf, and the event for the customer."""
    added = after.returns[len(before.returns) :]
    shelved = [_shelved(after, made) for made in added if made.to_shelve]
    return [*shelved, *(_told(after, made) for made in added)]


def _shelved(order: Order, made: OrderReturn) -> OutboxMessage:
    """The request to inventory for the unharmed copies; the id of the return makes it harmless twice."""
    lines = [{"sku": sku, "quantity": count} for sku, count in made.to_shelve.items()]
    body = {"return_id": str(made.return_id), "lines": lines, "counted": made.counted}
    payload = {"checkout_id": str(order.checkout_id), **body}
    return OutboxMessage(message_id(f"return {made.return_id}", order.checkout_id), RETURNS, payload)


def _told(order: Order, made: OrderReturn) -> OutboxMessage:
    """The event for the customer, with the damaged copies as well."""
    copies = {sku: each.count for sku, each in made.copies.items()}
    about = {"returned_copies": {"return_id": str(made.return_id), "lines": titled(order, copies)}}
    return order_event("order.returned", order, made.returned_at, made.return_id, about)
