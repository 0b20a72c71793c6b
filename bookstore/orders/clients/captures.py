"""The captures of parcels, as orders asks payments for them until the outcome is known."""

from __future__ import annotations

from uuid import UUID

from bookstore.orders.clients.accepted import accepted
from bookstore.orders.rules.charges import with_charge_result
from bookstore.orders.service import OrderService
from bookstore.orders.shipments.shipment import ParcelChargeState
from bookstore.platform.http import ServiceClient
from bookstore.platform.outbox import NotDelivered, OutboxMessage
from bookstore.platform.schemas import MoneyBody, ReplyBody, RequestBody

_NOT_CAPTURED = ("not-capturable", "already-returned", "conflicting-request")


class CaptureInstruction(RequestBody):
    """Capture this amount of the hold. After a final one, the rest of the hold is released."""

    amount: MoneyBody
    final: bool


class CaptureAnswer(ReplyBody):
    """The field of a capture that orders reads: capturing, captured or refused."""

    state: str


def charge_parcel(payments: ServiceClient, message: OutboxMessage, orders: OrderService) -> None:
    """Charge the card for a parcel, or release the rest of the hold. Raises NotDelivered, CallFailed."""
    if not orders.may_deliver(message):
        raise NotDelivered("an earlier capture of the same order has not been made yet")
    checkout_id, shipment_id = message.payload["checkout_id"], message.payload["shipment_id"]
    state = _captured(
        payments, message, f"/payments/{checkout_id}/captures/{shipment_id or message.message_id}"
    )
    if shipment_id:
        orders.change_of(UUID(checkout_id), lambda order: with_charge_result(order, UUID(shipment_id), state))


def _captured(payments: ServiceClient, message: OutboxMessage, path: str) -> ParcelChargeState:
    payload = message.payload
    amount = MoneyBody(amount=payload["amount"], currency=payload["currency"])
    answer = payments.call("PUT", path, CaptureInstruction(amount=amount, final=payload["final"]))
    if answer.problem in _NOT_CAPTURED:
        return ParcelChargeState.REFUSED
    reported = accepted(answer).read(CaptureAnswer).state
    if reported == "capturing":
        raise NotDelivered(f"{answer.arrow}: the capture is not settled yet")
    return ParcelChargeState.CHARGED if reported == "captured" else ParcelChargeState.REFUSED
