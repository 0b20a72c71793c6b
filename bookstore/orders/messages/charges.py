"""The requests to payments for what a card is charged at shipment, as messages of the outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bookstore.orders.messages.events import message_id
from bookstore.orders.model import Order
from bookstore.orders.rules.charges import left_to_ship
from bookstore.orders.shipments.shipment import OrderShipment, ParcelChargeState
from bookstore.platform.outbox import OutboxMessage

CAPTURES = "payments, captures"  # what a card is charged for a parcel


def charge_messages(before: Order, after: Order) -> list[OutboxMessage]:
    """The captures that follow from a change: of each new parcel, and of nothing where no more is to come.

    A parcel after which nothing is left releases the rest of the hold itself.
    """
    parcels = after.shipments[len(before.shipments) :]
    found = [_capture(after, each) for each in parcels if each.charge_state is ParcelChargeState.REQUESTED]
    ends = after.purchase.on_shipment and len(after.refunds) > len(before.refunds)
    if ends and any(left_to_ship(before).values()) and not any(left_to_ship(after).values()):
        release = {"shipment_id": None, "amount": 0, "final": True}
        found.append(_capture_message(after, message_id("release of the hold", after.checkout_id), release))
    return found


def _capture(order: Order, parcel: OrderShipment) -> OutboxMessage:
    named = {"shipment_id": str(parcel.shipment_id), "amount": parcel.charge, "final": parcel.last}
    return _capture_message(order, _capture_id(order, parcel), named)


def _capture_message(order: Order, message_id: UUID, wanted: Mapping[str, Any]) -> OutboxMessage:
    """The request for a capture, which waits for those of earlier parcels: the final one comes last."""
    asked = [each for each in order.shipments if str(each.shipment_id) != wanted["shipment_id"]]
    about = {"checkout_id": str(order.checkout_id), "currency": order.purchase.totals.currency}
    after = [str(_capture_id(order, each)) for each in asked if each.charge or each.last]
    return OutboxMessage(message_id, CAPTURES, {**about, **wanted, "after": after})


def _capture_id(order: Order, parcel: OrderShipment) -> UUID:
    return message_id(f"capture {parcel.shipment_id}", order.checkout_id)
