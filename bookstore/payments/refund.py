"""Refunds of one payment, in the order they were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from bookstore.payments.gateway.answers import GatewayRefund, GatewayRefundStatus
from bookstore.payments.states import PaymentRefundState

_STATES: Mapping[str, PaymentRefundState] = {
    GatewayRefundStatus.PENDING: PaymentRefundState.PENDING,
    GatewayRefundStatus.REQUIRES_ACTION: PaymentRefundState.PENDING,
    GatewayRefundStatus.SUCCEEDED: PaymentRefundState.REFUNDED,
    GatewayRefundStatus.FAILED: PaymentRefundState.FAILED,
    GatewayRefundStatus.CANCELED: PaymentRefundState.FAILED,
}


@dataclass(frozen=True)
class PaymentRefund:
    """Taken money that goes back, in minor units of the payment's currency."""

    refund_id: UUID
    amount: int
    state: PaymentRefundState = PaymentRefundState.REFUNDING
    gateway_id: str | None = None


PaymentRefunds = tuple[PaymentRefund, ...]


def state_of(found: GatewayRefund) -> PaymentRefundState:
    """Our word for where the gateway says a refund stands."""
    return _STATES[found.status]


def state_of_status(status: str) -> PaymentRefundState | None:
    """The same for a word of the gateway's that may be none we know."""
    return _STATES.get(status)


def total_claimed(refunds: PaymentRefunds) -> int:
    """Minor units that have gone back or are on their way."""
    return sum(refund.amount for refund in refunds if refund.state is not PaymentRefundState.FAILED)


def total_refunded(refunds: PaymentRefunds) -> int:
    """Minor units the gateway has taken back for the customer."""
    taken = (PaymentRefundState.PENDING, PaymentRefundState.REFUNDED)
    return sum(refund.amount for refund in refunds if refund.state in taken)


def with_state(
    refunds: PaymentRefunds, refund_id: UUID | None, state: PaymentRefundState, gateway_id: str | None
) -> PaymentRefunds:
    """The refunds, with this one moved on."""
    return tuple(
        replace(refund, state=state, gateway_id=gateway_id or refund.gateway_id)
        if refund.refund_id == refund_id
        else refund
        for refund in refunds
    )
