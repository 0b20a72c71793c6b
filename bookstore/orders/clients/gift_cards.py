"""The gift cards of an order, whose accounts payments keeps: those that pay, and those that were bought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from bookstore.orders.clients.accepted import accepted
from bookstore.orders.clients.bodies import (
    GiftCardRefundInstruction,
    GiftCardReturnInstruction,
    GiftCardSaleInstruction,
)
from bookstore.orders.refunds.refund import OrderRefundState, RefundFailure
from bookstore.orders.service import OrderService
from bookstore.platform.http import ServiceClient
from bookstore.platform.outbox import OutboxMessage
from bookstore.platform.schemas import TitleQuantity

_NOT_TAKEN_BACK: Mapping[str, RefundFailure] = {
    "gift-card-spent": RefundFailure.GIFT_CARD_SPENT,
    "already-returned": RefundFailure.NOT_REFUNDABLE,
    "conflicting-request": RefundFailure.NOT_REFUNDABLE,
}
_NOT_REFUNDED = ("refund-too-large", "no-such-redemption", "already-returned", "conflicting-request")


def release(payments: ServiceClient, message: OutboxMessage, orders: OrderService) -> None:
    """What gift cards would have paid is on them again."""
    checkout_id = message.payload["checkout_id"]
    accepted(payments.call("POST", f"/redemptions/{checkout_id}/release"))
    orders.record_gift_cards_released(UUID(checkout_id))


def refund(payments: ServiceClient, message: OutboxMessage, orders: OrderService) -> None:
    """Gift cards have the money as soon as payments accepts: no bank can send it back."""
    payload = message.payload
    body = GiftCardRefundInstruction(refund_id=UUID(payload["refund_id"]), amount=payload["amount"])
    answer = payments.call("POST", f"/redemptions/{payload['checkout_id']}/refunds", body)
    known = (UUID(payload["checkout_id"]), body.refund_id, body.amount)
    if answer.problem in _NOT_REFUNDED:
        orders.record_refund_result(*known, OrderRefundState.FAILED, failure=RefundFailure.NOT_CREDITED)
        return
    accepted(answer)
    orders.record_refund_result(*known, OrderRefundState.REFUNDED)


def sell(payments: ServiceClient, message: OutboxMessage) -> None:
    """An order that was canceled in the meantime gets no gift cards: theirs are void already."""
    payload = message.payload
    body = GiftCardSaleInstruction(currency=payload["currency"], lines=payload["lines"])
    answer = payments.call("PUT", f"/gift-card-sales/{payload['checkout_id']}", body)
    if answer.problem != "already-returned":
        accepted(answer)


def void(payments: ServiceClient, message: OutboxMessage) -> None:
    """The gift cards of a canceled order pay nothing any more."""
    accepted(payments.call("POST", f"/gift-card-sales/{message.payload['checkout_id']}/void"))


def not_taken_back(payments: ServiceClient, payload: Mapping[str, Any]) -> RefundFailure | None:
    """Why the refunded gift cards keep their money; None where nothing of it was spent: it is gone then."""
    lines = tuple(TitleQuantity(sku=sku, quantity=count) for sku, count in payload["gift_cards"].items())
    body = GiftCardReturnInstruction(refund_id=UUID(payload["refund_id"]), lines=lines)
    answer = payments.call("POST", f"/gift-card-sales/{payload['checkout_id']}/returns", body)
    if failure := _NOT_TAKEN_BACK.get(answer.problem):
        return failure
    accepted(answer)
    return None
