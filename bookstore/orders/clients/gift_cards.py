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
from bookstore.orders.refunds.refund import OrderRefundState
from bookstore.orders.service import OrderService
from bookstore.platform.http import ServiceClient
from bookstore.platform.outbox import OutboxMessage
from bookstore.platform.schemas import TitleQuantity

_NOT_TAKEN_BACK = ("gift-card-spent", "already-returned", "conflicting-request")
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
    state = OrderRefundState.REFUNDED
    if answer.problem in _NOT_REFUNDED:
        state = OrderRefundState.FAILED
    else:
        accepted(answer)
    orders.record_refund_result(UUID(payload["checkout_id"]), body.refund_id, body.amount, state)


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


def taken_back(payments: ServiceClient, payload: Mapping[str, Any]) -> bool:
    """Whether nothing of the refunded gift cards was spent; then nothing is left of them."""
    lines = tuple(TitleQuantity(sku=sku, quantity=count) for sku, count in payload["gift_cards"].items())
    body = GiftCardReturnInstruction(refund_id=UUID(payload["refund_id"]), lines=lines)
    answer = payments.call("POST", f"/gift-card-sales/{payload['checkout_id']}/returns", body)
    if answer.problem in _NOT_TAKEN_BACK:
        return False
    return accepted(answer).accepted
