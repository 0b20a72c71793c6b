"""The states of a payment and of a refund, and the one table of allowed moves."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class PaymentState(StrEnum):
    """Where a payment stands. A state that ends in -ing was stored before the outgoing act.

    Its outcome is unknown until the gateway has been asked. `ACTION_REQUIRED` waits for the customer, who is
    at the bank's page (3-D Secure).
    """

    AUTHORIZING = "authorizing"
    ACTION_REQUIRED = "action_required"
    AUTHORIZED = "authorized"
    DECLINED = "declined"
    FAILED = "failed"
    CAPTURING = "capturing"
    CAPTURED = "captured"
    PARTIALLY_REFUNDED = "partially_refunded"
    RETURNING = "returning"
    VOIDED = "voided"
    REFUNDED = "refunded"


class PaymentRefundState(StrEnum):
    """Where a refund stands: asked for, taken by the gateway, with the customer, or come back."""

    REFUNDING = "refunding"
    PENDING = "pending"
    REFUNDED = "refunded"
    FAILED = "failed"


class GatewayOperation(StrEnum):
    """What is asked of the gateway. A look changes nothing there; the others have idempotency keys."""

    AUTHORIZE = "authorize"
    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"
    INQUIRE = "look"


class MoveNotAllowed(ValueError):
    """The table has no such move: a defect of ours, or an answer that makes no sense."""


MOVES: Mapping[PaymentState, frozenset[PaymentState]] = {
    PaymentState.AUTHORIZING: frozenset(
        {
            *(PaymentState.ACTION_REQUIRED, PaymentState.AUTHORIZED, PaymentState.CAPTURED),
            *(PaymentState.DECLINED, PaymentState.FAILED, PaymentState.VOIDED, PaymentState.RETURNING),
        }
    ),
    PaymentState.ACTION_REQUIRED: frozenset(
        {
            PaymentState.AUTHORIZED,
            PaymentState.CAPTURED,
            PaymentState.DECLINED,
            PaymentState.VOIDED,
            PaymentState.RETURNING,
        }
    ),
    PaymentState.AUTHORIZED: frozenset(
        {PaymentState.CAPTURING, PaymentState.CAPTURED, PaymentState.VOIDED, PaymentState.RETURNING}
    ),
    PaymentState.CAPTURING: frozenset({PaymentState.CAPTURED, PaymentState.VOIDED, PaymentState.RETURNING}),
    PaymentState.CAPTURED: frozenset(
        {PaymentState.PARTIALLY_REFUNDED, PaymentState.REFUNDED, PaymentState.RETURNING}
    ),
    PaymentState.PARTIALLY_REFUNDED: frozenset(
        {PaymentState.CAPTURED, PaymentState.REFUNDED, PaymentState.RETURNING}
    ),
    # The last two are money that could not be given back: such a payment is flagged.
    PaymentState.RETURNING: frozenset(
        {
            *(PaymentState.VOIDED, PaymentState.REFUNDED, PaymentState.DECLINED, PaymentState.FAILED),
            *(PaymentState.CAPTURED, PaymentState.PARTIALLY_REFUNDED),
        }
    ),
    # A bank may send a refund back days later.
    PaymentState.REFUNDED: frozenset({PaymentState.CAPTURED, PaymentState.PARTIALLY_REFUNDED}),
    PaymentState.DECLINED: frozenset(),
    PaymentState.FAILED: frozenset(),
    PaymentState.VOIDED: frozenset(),
}


def moved(origin: PaymentState, target: PaymentState) -> PaymentState:
    """The target state; staying is allowed. Raises MoveNotAllowed."""
    if target is not origin and target not in MOVES[origin]:
        raise MoveNotAllowed(f"a payment that is {origin} cannot become {target}")
    return target
