"""The refunds of one payment, in the order in which they were requested."""

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
    """A refund, in minor units of the payment's currency."""

    refund_id: UUID
    amount: int
    state: PaymentRefundState = PaymentRefundState.REFUNDING
    gateway_id: str | None = None


PaymentRefunds = tuple[PaymentRefund, ...]


def state_of(found: GatewayRefund) -> PaymentRefundState:
    """The state of a refund by its status at the gateway."""
    return _STATES[found.status]


def state_of_status(status: str) -> PaymentRefundState | None:
    """The same for a status that may be unknown to us."""
    return _STATES.get(status)


def total_claimed(refunds: PaymentRefunds) -> int:
    """Minor units of the refunds that have not failed."""
    return sum(refund.amount for refund in refunds if refund.state is not PaymentRefundState.FAILED)


def total_refunded(refunds: PaymentRefunds) -> int:
    """Minor units of the refunds that the gateway has accepted."""
    accepted = (PaymentRefundState.PENDING, PaymentRefundState.REFUNDED)
    return sum(refund.amount for refund in refunds if refund.state in accepted)


def with_state(
    refunds: PaymentRefunds, refund_id: UUID | None, state: PaymentRefundState, gateway_id: str | None
) -> PaymentRefunds:
    """The refunds, with this one in the given state."""
    return tuple(
        replace(refund, state=state, gateway_id=gateway_id or refund.gateway_id)
        if refund.refund_id == refund_id
        else refund
        for refund in refunds
    )
