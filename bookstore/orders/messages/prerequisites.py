"""Which messages of the outbox wait for others, and whether those are delivered."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from bookstore.orders.messages.charges import CAPTURES
from bookstore.orders.messages.events import message_id
from bookstore.orders.messages.outbox_messages import SOLD_GIFT_CARDS, event_of_acceptance
from bookstore.platform.outbox import OutboxMessage
from bookstore.platform.schemas import PaymentMethodKind
from bookstore.platform.title_kinds import TitleKind

_SENT = text("SELECT sent_at IS NOT NULL FROM outbox WHERE message_id = :message_id")
_UNSENT = text("SELECT count(*) FROM outbox WHERE message_id = ANY(:message_ids) AND sent_at IS NULL")


def prerequisites(message: OutboxMessage) -> list[UUID]:
    """The messages that must be delivered before this one, which is an event or a capture.

    Captures follow those of earlier parcels. The confirmation comes first; for an order that is paid by
    transfer, what asks for the transfer, which on invoice is the confirmation, too. Before a confirmation
    with codes of gift cards goes what issues them.
    """
    if message.destination == CAPTURES:
        return [UUID(each) for each in message.payload["after"]]
    data, first, sale = message.payload["data"], "order.paid", _sale_before(message)
    on_invoice = data["payment_method"] == PaymentMethodKind.INVOICE
    later = data["captured"] and message.payload["type"] != "order.paid"
    if data.get("transfer") is not None and (on_invoice or not later):
        first = event_of_acceptance(data["payment_method"])
    if message.payload["type"] == first:
        return sale
    return [message_id(first, UUID(data["checkout_id"])), *sale]


def _sale_before(event: OutboxMessage) -> list[UUID]:
    data = event.payload["data"]
    has_codes = event.payload["type"] == "order.paid" and any(
        line["kind"] == TitleKind.GIFT_CARD for line in data["lines"]
    )
    return [message_id(SOLD_GIFT_CARDS, UUID(data["checkout_id"]))] if has_codes else []


def are_delivered(connection: Connection, message: OutboxMessage) -> bool:
    """Whether every message that must come before this one is delivered.

    An event may wait for one that is not stored yet; those of earlier parcels are, and may be many.
    """
    earlier = prerequisites(message)
    if message.destination == CAPTURES:
        return not earlier or not unsent(connection, earlier)
    return all(connection.execute(_SENT, {"message_id": each}).scalar() for each in earlier)


def unsent(connection: Connection, message_ids: Sequence[UUID]) -> int:
    """How many of these messages are stored and not delivered yet."""
    return int(connection.execute(_UNSENT, {"message_ids": list(message_ids)}).scalar_one())
