"""The events about an order, for the customer's mails, and the ids of all messages about it.

Each message id is derived from the checkout: the same change never stores two different messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from bookstore.orders.messages.event_data import event_data, rfc3339
from bookstore.orders.model import Order
from bookstore.orders.states import OrderState
from bookstore.platform.outbox import OutboxMessage

NOTIFICATIONS = "notifications"
_DELIVERING = ("order.paid", "order.owed")
"""The events that have the links to e-books; of an order there is one of them."""
_SOURCE = "/bookstore/orders"
_NAMESPACE = UUID("6f0d1c86-1c43-5f0e-9d0b-2f6c1f3a7e21")  # the namespace of our UUIDs of version 5


def message_id(name: str, checkout_id: UUID) -> UUID:
    """The id of the message of this name about the order of the checkout."""
    return uuid5(_NAMESPACE, f"{name} {checkout_id}")


def order_event(
    kind: str,
    order: Order,
    at: datetime | None,
    part_id: UUID | int | None = None,
    about: Mapping[str, Any] | None = None,
) -> OutboxMessage:
    """A CloudEvent in structured JSON form (CloudEvents 1.0.2, JSON format 1.0.2).

    `part_id` and `about` are those of the refund, the shipment, the return or the part of a transfer of
    which it tells.
    """
    event_id = message_id(f"{kind} {part_id}" if part_id else kind, order.checkout_id)
    if kind in _DELIVERING and order.downloads:
        links = [{"sku": each.sku, "token": each.token} for each in order.downloads]
        about = {**(about or {}), "downloads": links}
    elif about is None and order.state is OrderState.CANCELED:
        about = {
            "returned": order.to_return,
            "returned_to_gift_cards": order.to_return_to_gift_cards,
        }
    event = {
        "specversion": "1.0",
        "id": str(event_id),
        "source": _SOURCE,
        "type": kind,
        "subject": order.order_number,
        "time": rfc3339(at or order.placed_at),
        "datacontenttype": "application/json",
        "data": {**event_data(order), **(about or {})},
    }
    return OutboxMessage(event_id, NOTIFICATIONS, event)


def titled(order: Order, copies: Mapping[str, int]) -> list[Mapping[str, Any]]:
    """These copies by SKU with their titles, in the order of the lines."""
    lines = [line for line in order.purchase.lines if line.sku in copies]
    return [{"sku": each.sku, "title": each.title, "quantity": copies[each.sku]} for each in lines]
