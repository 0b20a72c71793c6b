"""The refunds of one payment, in the order in which they were requested."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    """A refund, in minor units of the payment's currency.

    `requested` is the amount that was requested, where the refund was reduced to what was left; else None.
    """

    refund_id: UUID
    amount: int
    state: PaymentRefundState = PaymentRefundState.REFUNDING
    gateway_id: str | None = None
    requested: int | None = None

    def reduced(self, amount: int) -> PaymentRefund:
        """The refund of this smaller amount."""
        return replace(self, amount=amount, requested=self.requested or self.amount)

    def is_shown_as(self, found: GatewayRefund) -> bool:
        """Whether the gateway shows this refund: by the gateway's id, or by ours in its metadata."""
        return found.gateway_id == self.gateway_id or found.refund_id == self.refund_id


PaymentRefunds = tuple[PaymentRefund, ...]


def state_of(found: GatewayRefund) -> PaymentRefundState:
    """The state of a refund by its status at the gateway."""
    return _STATES[found.status]


def state_of_status(status: str) -> PaymentRefundState | None:
    """The same for a status that may be unknown to us."""
    return _STATES.get(status)


def total_claimed(refunds: PaymentRefunds) -> int:
    """Minor units of the refunds that are made or to be made."""
    without_claim = (PaymentRefundState.FAILED, PaymentRefundState.WITHDRAWN)
    return sum(refund.amount for refund in refunds if refund.state not in without_claim)


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


def with_listed(
    refunds: PaymentRefunds,
    listed: Sequence[GatewayRefund],
    captured: int,
    new_id: Callable[[GatewayRefund], UUID],
) -> PaymentRefunds:
    """The refunds after the gateway listed all refunds of the payment, the newest first.

    A refund that was made at the gateway itself is added. One that had failed before it was known is not: its
    amount is with the shop again, and no person was told of it.
    """
    known = refunds
    for found in listed:
        known = tuple(
            replace(refund, state=state_of(found), gateway_id=found.gateway_id)
            if refund.is_shown_as(found)
            else refund
            for refund in known
        )
    for found in reversed(listed):
        fits = total_claimed(known) + found.amount <= captured
        is_known = any(refund.is_shown_as(found) for refund in known)
        if fits and not is_known and state_of(found) is not PaymentRefundState.FAILED:
            added = PaymentRefund(new_id(found), found.amount, state_of(found), found.gateway_id)
            known = (*known, added)
    return known
