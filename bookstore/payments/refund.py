"""Refunds of one payment, in the order they were asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from bookstore.payments.gateway.answers import GatewayRefund, RefundStatus
from bookstore.payments.states import RefundState

_STATES: Mapping[str, RefundState] = {
    RefundStatus.PENDING: RefundState.PENDING,
    RefundStatus.REQUIRES_ACTION: RefundState.PENDING,
    RefundStatus.SUCCEEDED: RefundState.REFUNDED,
    RefundStatus.FAILED: RefundState.FAILED,
    RefundStatus.CANCELED: RefundState.FAILED,
}


@dataclass(frozen=True)
class Refund:
    """Taken money that goes back, in minor units of the payment's currency."""

    refund_id: UUID
    amount: int
    state: RefundState = RefundState.REFUNDING
    gateway_id: str | None = None


Refunds = tuple[Refund, ...]


def state_of(found: GatewayRefund) -> RefundState:
    """Our word for where the gateway says a refund stands."""
    return _STATES[found.status]


def state_named(status: str) -> RefundState | None:
    """The same for a word of the gateway's that may be none we know."""
    return _STATES.get(status)


def claimed(refunds: Refunds) -> int:
    """Minor units that have gone back or are on their way."""
    return sum(refund.amount for refund in refunds if refund.state is not RefundState.FAILED)


def given(refunds: Refunds) -> int:
    """Minor units the gateway has taken back for the customer."""
    taken = (RefundState.PENDING, RefundState.REFUNDED)
    return sum(refund.amount for refund in refunds if refund.state in taken)


def with_state(
    refunds: Refunds, refund_id: UUID | None, state: RefundState, gateway_id: str | None
) -> Refunds:
    """The refunds, with this one moved on."""
    return tuple(
        replace(refund, state=state, gateway_id=gateway_id or refund.gateway_id)
        if refund.refund_id == refund_id
        else refund
        for refund in refunds
    )
